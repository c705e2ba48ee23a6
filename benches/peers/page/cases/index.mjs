// A case is one operation on a filled cache.
//   least, most(world)                     how often it is done in one measurement
//   check(world)                           once, before anything is timed: fails unless the operation does what it says
//   prepare(world, count, random)          not timed: what the measurement needs
//   steps: run(world, context, count)      timed, one after the other, the times are added
//          verify(world, ..., result)      not timed: fails unless the work was done
//          untilReturned                   the clock stops when run returns; else when the microtasks that it queued have run too
//   restore(world, context)                not timed: puts back what was changed
import { create } from './create.mjs';
import { held } from './held.mjs';
import { invalidateByPartial, invalidateByPrefix } from './invalidate.mjs';
import { mountDisabled, mountFresh } from './mount.mjs';
import { read } from './read.mjs';
import { write } from './write.mjs';

export const cases = {
  read,
  held,
  write,
  prefix: invalidateByPrefix,
  partial: invalidateByPartial,
  mount: mountDisabled,
  mountFresh,
  create,
};
