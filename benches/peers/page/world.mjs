// A cache filled with rows, and what the benchmark knows about them.
import { key, row, sameRow } from './data.mjs';

export function makeWorld(library, queries, group) {
  const client = new library.QueryClient();
  for (let id = 0; id < queries; id++) client.setQueryData(key(id, group), row(id, 0));
  return {
    library,
    client,
    queries,
    group,
    groups: queries / group,
    versions: new Int32Array(queries),
    // a walk over all ids that jumps about, so that no two neighbours in memory follow each other
    order: Int32Array.from({ length: queries }, (_, at) => (at * 7919) % queries),
    key: (id) => key(id, group),
  };
}

/** Fails unless the cache holds what was last written to this query. */
export function expectRow(world, id) {
  const data = world.client.getQueryData(world.key(id));
  if (!sameRow(data, row(id, world.versions[id]))) {
    throw new Error(`query ${id} of ${world.queries} reads ${JSON.stringify(data)}, version ${world.versions[id]} of its row was written`);
  }
}

export function expectEqual(found, wanted, what) {
  if (found !== wanted) throw new Error(`${what}: ${found}, expected ${wanted}`);
}
