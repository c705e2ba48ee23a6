// Runs in a page of its own for each contender: what it keeps alive.
import { quiet } from './turn.mjs';

/** Live timers with a filled cache, with an observer on every query, and without them again. */
export async function countTimers({ name, queries }) {
  try {
    return await countWith(name, queries);
  } catch (error) {
    return { failed: String(error?.message ?? error) };
  }
}

async function countWith(name, queries) {
  const { fill, cases } = await import(`/${name}.js`);
  const { prepare, steps } = cases.mountFresh;
  const world = fill(queries, 10);
  await quiet();
  const seeded = liveTimers();
  const context = prepare(world, queries);
  const counts = [];
  for (const { run, verify } of steps) {
    run(world, context, queries);
    await quiet();
    counts.push(liveTimers());
    await verify(world, context, queries);
  }
  const [mounted, unmounted] = counts;
  return { seeded, mounted, unmounted };
}

/** Bytes for each query with its row; `heapUsed` asks the browser. */
export async function measureHeap({ name, queries }) {
  const { fill } = await import(`/${name}.js`);
  fill(100, 10).client.clear();
  const before = await heapUsed();
  globalThis.kept = fill(queries, 10);
  const after = await heapUsed();
  return Object.fromEntries(Object.keys(after).map((part) => [part, (after[part] - before[part]) / queries]));
}
