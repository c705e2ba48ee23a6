import { key, row } from '../data.mjs';
import { expectEqual, expectRow } from '../world.mjs';

export const write = {
  most: (world) => world.queries,
  check({ client, order, key }) {
    const written = key(order[1]);
    const before = client.getQueryData(written);
    client.setQueryData(written, { ...before });
    expectEqual(client.getQueryData(written) === before, true, 'data that is written again, equal, keeps its identity');
  },
  prepare(world, count, random) {
    const from = random.below(world.queries - count + 1);
    const rows = Array.from(world.order.subarray(from, from + count), (id) => row(id, ++world.versions[id]));
    return { from, rows };
  },
  steps: [
    {
      run({ client, order, group }, { from, rows }, count) {
        for (let at = 0; at < count; at++) client.setQueryData(key(order[from + at], group), rows[at]);
      },
      verify(world, { from }, count) {
        for (let at = from; at < from + count; at++) expectRow(world, world.order[at]);
      },
    },
  ],
};
