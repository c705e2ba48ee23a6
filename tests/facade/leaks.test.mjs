/** A client that is forgotten without destroy() is collected with all that it holds. */
import assert from 'node:assert/strict'
import test from 'node:test'
import v8 from 'node:v8'
import vm from 'node:vm'
import { querycache } from './pkg.mjs'

v8.setFlagsFromString('--expose-gc')
const gc = vm.runInNewContext('gc')
const { QueryClient, QueryObserver, MutationObserver, hydrate, dehydrate } = querycache

const COUNT = 50

/** How many of the clients made by `use` are still there after a collection. */
async function left(use) {
  const references = []
  for (let at = 0; at < COUNT; at++) references.push(new WeakRef(await use(new QueryClient())))
  for (let round = 0; round < 10 && references.some((each) => each.deref()); round++) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    gc()
  }
  return references.filter((each) => each.deref()).length
}

const features = {
  'data and a timer for its removal': (client) => client.setQueryData(['a'], { big: Array(1000).fill(1) }),
  'data that holds itself and its client': (client) => {
    const data = { client }
    data.self = data
    client.setQueryData(['a'], data)
  },
  'a query function that closes over the client': (client) => client.fetchQuery({ queryKey: ['a'], queryFn: async () => ({ client }) }),
  'a fetch that never answers': (client) => void client.prefetchQuery({ queryKey: ['a'], queryFn: ({ signal }) => new Promise(() => void signal) }),
  'a fetch that waits to be repeated': async (client) => {
    void client.prefetchQuery({ queryKey: ['a'], retry: 3, retryDelay: 60_000, queryFn: () => Promise.reject(new Error('no')) })
    await new Promise((resolve) => setImmediate(resolve))
  },
  'an observer that listens': (client) => {
    client.setQueryData(['a'], 1)
    new QueryObserver(client, { queryKey: ['a'], staleTime: 60_000, select: () => client }).subscribe(() => client.getQueryData(['a']))
  },
  'subscribers of both caches': (client) => {
    client.getQueryCache().subscribe(() => client)
    client.getMutationCache().subscribe(() => client)
    client.setQueryData(['a'], 1)
  },
  'a mutation with callbacks': (client) => new MutationObserver(client, { mutationFn: async () => client, onSuccess: () => client }).mutate(),
  'a mutation that never answers': (client) => void new MutationObserver(client, { mutationFn: () => new Promise(() => {}) }).mutate().catch(() => {}),
  'a query object held by its own data': (client) => {
    client.setQueryData(['a'], { n: 1 })
    const query = client.getQueryCache().find({ queryKey: ['a'] })
    client.setQueryData(['b'], { query, state: query.state })
  },
  'hydrated state': (client) => {
    client.setQueryData(['a'], 1)
    hydrate(client, dehydrate(client))
  },
  'defaults with functions': (client) => {
    client.setDefaultOptions({ queries: { queryFn: () => client } })
    client.setQueryDefaults(['a'], { retry: () => Boolean(client) })
    return client.fetchQuery({ queryKey: ['a'] })
  },
}

for (const [name, use] of Object.entries(features)) {
  test(`collected: ${name}`, async () => {
    const there = await left(async (client) => {
      await use(client)
      return client
    })
    // the last one may still stand in a register or on a stack that the collector scans
    assert.ok(there <= 1, `${there} of ${COUNT} clients were kept`)
  })
}

test('a mounted client is kept, and collected after unmount', async () => {
  const mounted = await left((client) => {
    client.mount()
    client.unmount()
    return client
  })
  assert.ok(mounted <= 1, `${mounted} kept`)
})
