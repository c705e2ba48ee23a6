import { key } from '../data.mjs';
import { expectEqual, expectRow } from '../world.mjs';

export const read = {
  most: (world) => world.queries,
  check(world) {
    for (let id = 0; id < world.queries; id += 97) expectRow(world, id);
    expectEqual(world.client.getQueryData(['deals', { status: 's', page: -1 }, 0]), undefined, 'the data of a key that was never written');
  },
  prepare: (world, count, random) => ({ from: random.below(world.queries - count + 1) }),
  steps: [
    {
      run({ client, order, group }, { from }, count) {
        let sum = 0;
        for (let at = from; at < from + count; at++) sum += client.getQueryData(key(order[at], group)).id;
        return sum;
      },
      verify({ order }, { from }, count, sum) {
        expectEqual(sum, order.subarray(from, from + count).reduce((a, b) => a + b, 0), 'the sum of the ids read');
      },
    },
  ],
};
