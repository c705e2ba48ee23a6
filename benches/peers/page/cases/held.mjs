import { row } from '../data.mjs';
import { expectEqual } from '../world.mjs';

const HELD = 100;

export const held = {
  most: () => 1_000_000,
  check(world) {
    world.held = Array.from(world.order.subarray(0, HELD), (id) => world.client.getQueryCache().find({ queryKey: world.key(id) }));
    // a held query reads what is there now, not what was there when it was found
    for (let at = 0; at < HELD; at++) {
      const id = world.order[at];
      world.versions[id]++;
      world.client.setQueryData(world.key(id), row(id, world.versions[id]));
      expectEqual(world.held[at].state.data.version, world.versions[id], `the version read through held query ${id}`);
    }
  },
  prepare: () => undefined,
  steps: [
    {
      run({ held }, _, count) {
        let sum = 0;
        for (let done = 0, at = 0; done < count; done++) {
          sum += held[at].state.data.id;
          if (++at === HELD) at = 0;
        }
        return sum;
      },
      verify({ order }, _, count, sum) {
        let wanted = 0;
        for (let done = 0; done < count; done++) wanted += order[done % HELD];
        expectEqual(sum, wanted, 'the sum of the ids read');
      },
    },
  ],
};
