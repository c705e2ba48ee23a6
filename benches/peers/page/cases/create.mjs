import { key, row } from '../data.mjs';
import { expectEqual } from '../world.mjs';

export const create = {
  least: 1000,
  most: (world) => world.queries,
  check() {},
  prepare: ({ library }, count) => ({ client: new library.QueryClient(), rows: Array.from({ length: count }, (_, id) => row(id, 0)) }),
  steps: [
    {
      run({ group }, { client, rows }, count) {
        for (let id = 0; id < count; id++) client.setQueryData(key(id, group), rows[id]);
      },
      verify({ group }, { client }, count) {
        expectEqual(client.getQueryCache().getAll().length, count, 'queries in the cache');
        for (let id = 0; id < count; id += 97) expectEqual(client.getQueryData(key(id, group)).id, id, 'the id read');
      },
    },
  ],
  restore: (_, { client }) => client.clear(),
};
