// Marks stale what matches a filter. Nobody observes the queries, so nothing is fetched on either side.
import { partial, prefix } from '../data.mjs';
import { expectEqual } from '../world.mjs';

const isMarked = (world, id) => world.client.getQueryState(world.key(id)).isInvalidated;

function eachOf(world, page, visit) {
  for (let id = page * world.group; id < (page + 1) * world.group; id++) visit(id);
}

// A write makes a query fresh again; the data is what is there, so nothing else changes.
function restore(world, page) {
  eachOf(world, page, (id) => world.client.setQueryData(world.key(id), world.client.getQueryData(world.key(id))));
}

function countMarked(world) {
  let marked = 0;
  for (let id = 0; id < world.queries; id++) if (isMarked(world, id)) marked++;
  return marked;
}

// The loop is written out for each, so that each has its own optimised code.
const runs = {
  prefix({ client }, { pages }, count) {
    for (let at = 0; at < count; at++) void client.invalidateQueries({ queryKey: prefix(pages[at]), refetchType: 'none' });
  },
  partial({ client }, { pages }, count) {
    for (let at = 0; at < count; at++) void client.invalidateQueries({ queryKey: partial(pages[at]), refetchType: 'none' });
  },
};

const marking = (run) => ({
  least: 3,
  // as many as the small caches have groups, whatever the size, so that the costs at two sizes can be compared
  most: ({ group }) => 10_000 / group,
  check(world) {
    expectEqual(countMarked(world), 0, 'queries marked stale before any invalidation');
    run(world, { pages: [1] }, 1);
    eachOf(world, 1, (id) => expectEqual(isMarked(world, id), true, `query ${id} matches and is marked stale`));
    expectEqual(countMarked(world), world.group, `queries of ${world.queries} marked stale`);
    restore(world, 1);
    expectEqual(countMarked(world), 0, 'queries marked stale after they were written');
  },
  prepare(world, count, random) {
    const first = random.below(world.groups);
    const pages = Array.from({ length: count }, (_, at) => (first + at * 31) % world.groups);
    for (const page of pages) eachOf(world, page, (id) => expectEqual(isMarked(world, id), false, `query ${id} is fresh before it is marked`));
    return { pages };
  },
  steps: [
    {
      // What is timed is the call, not the promise that it returns: all must be marked when it returns.
      untilReturned: true,
      run,
      verify(world, { pages }) {
        for (const page of pages) {
          eachOf(world, page, (id) => expectEqual(isMarked(world, id), true, `query ${id} matches and is marked stale`));
        }
      },
    },
  ],
  restore(world, { pages }) {
    for (const page of pages) restore(world, page);
  },
});

export const invalidateByPrefix = marking(runs.prefix);
export const invalidateByPartial = marking(runs.partial);
