// Puts an observer on each of many queries and takes it away again.
import { key, row } from '../data.mjs';
import { quiet } from '../turn.mjs';
import { expectEqual } from '../world.mjs';

const WRITTEN = 10;
const FIVE_MINUTES = 300_000;

// The loop is written out for each, so that each has its own optimised code.
const mounts = {
  // The least that an observer can be asked for: nothing is ever fetched, nothing becomes stale.
  disabled({ library, client, order, group }, { stops, listeners }, count) {
    const { QueryObserver } = library;
    for (let at = 0; at < count; at++) {
      const observer = new QueryObserver(client, { queryKey: key(order[at], group), enabled: false, staleTime: Infinity });
      stops.push(observer.subscribe(listeners[at]));
    }
  },
  // What a list of components does whose data was loaded a moment ago. Each observer has a moment at which its data becomes stale.
  fresh({ library, client, order, group }, { stops, listeners, queryFn }, count) {
    const { QueryObserver } = library;
    for (let at = 0; at < count; at++) {
      const observer = new QueryObserver(client, { queryKey: key(order[at], group), queryFn, staleTime: FIVE_MINUTES });
      stops.push(observer.subscribe(listeners[at]));
    }
  },
};

function unmountAll(_, { stops }) {
  for (const stop of stops) stop();
}

// Writes to some of the observed queries and fails unless exactly their observers hear of it, with the data written.
async function expectCalls(world, context, count, mounted) {
  context.heard.length = 0;
  const written = Array.from({ length: WRITTEN }, (_, at) => world.order[Math.floor((at * count) / WRITTEN)]);
  for (const id of written) world.client.setQueryData(world.key(id), row(id, ++world.versions[id]));
  await quiet();
  const wanted = written.map((id) => `${id} at ${world.versions[id]}`);
  expectEqual(context.heard.sort().join(), mounted ? wanted.sort().join() : '', `observers that heard of ${written.length} writes`);
  expectEqual(context.fetches, 0, 'fetches of fresh data');
}

function prepare({ order }, count) {
  const context = { heard: [], stops: [], fetches: 0 };
  context.listeners = Array.from(order.subarray(0, count), (id) => ({ data }) => context.heard.push(`${id} at ${data.version}`));
  context.queryFn = () => {
    context.fetches++;
    return Promise.reject(new Error('nothing is to be fetched here'));
  };
  return context;
}

const mounting = (run) => ({
  least: 1000,
  most: (world) => world.queries,
  check() {},
  prepare,
  steps: [
    { run, verify: (world, context, count) => expectCalls(world, context, count, true) },
    { run: unmountAll, verify: (world, context, count) => expectCalls(world, context, count, false) },
  ],
});

export const mountDisabled = mounting(mounts.disabled);
export const mountFresh = mounting(mounts.fresh);
