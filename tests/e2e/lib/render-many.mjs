/*
 * Renders one page 10,000 times as a server would: each time with its own client, which nobody destroys, and a
 * queryFn that closes over it. Prints what the process holds after every 100 renders. Run with --expose-gc.
 */
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { QueryClient, dehydrate } from 'querycache';
import { HydrationBoundary, QueryClientProvider, useQuery } from 'querycache/react';

const RENDERS = 10_000;
const SAMPLE_EVERY = 100;

function Deals({ query }) {
  const { data } = useQuery(query);
  return createElement('ul', null, data?.map((deal) => createElement('li', { key: deal.id }, deal.name)));
}

async function render(number) {
  const client = new QueryClient();
  const query = {
    queryKey: ['deals', 'list', { page: number }],
    queryFn: async () => rowsFor(client, number),
    staleTime: 30_000,
  };
  await client.prefetchQuery(query);
  const state = dehydrate(client);

  const browserClient = new QueryClient();
  const html = renderToString(
    createElement(
      QueryClientProvider,
      { client: browserClient },
      createElement(HydrationBoundary, { state }, createElement(Deals, { query })),
    ),
  );
  if (!html.includes(`Deal ${number}-24`)) throw new Error(`render ${number} has no rows: ${html.slice(0, 200)}`);
}

function rowsFor(client, number) {
  if (!(client instanceof QueryClient)) throw new Error('the queryFn lost its client');
  return Array.from({ length: 25 }, (_, id) => ({ id, name: `Deal ${number}-${id}` }));
}

/** Collects until finalizers, which run as tasks of their own between collections, have had their turn. */
async function collect() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await new Promise(setImmediate);
  }
}

const samples = [];
for (let number = 1; number <= RENDERS; number++) {
  await render(number);
  if (number % SAMPLE_EVERY === 0) {
    await collect();
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    samples.push({ heapUsed, external, arrayBuffers });
  }
}
console.log(JSON.stringify(samples));
