/** What the client promises beyond TanStack's behaviour, which differential.test.mjs compares. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { querycache, tanstack } from './pkg.mjs'

const { QueryClient, QueryObserver, MutationObserver, CancelledError, QueryCacheError, onlineManager, replaceEqualDeep } = querycache

const clients = []
function makeClient(...config) {
  const client = new QueryClient(...config)
  clients.push(client)
  return client
}
test.afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
})

/** A promise with its handles. */
function deferred() {
  let resolve, reject
  const promise = new Promise((done, failed) => ([resolve, reject] = [done, failed]))
  return { promise, resolve, reject }
}

test('a listener that calls back in sees its own writes at once, and is told after what came before', () => {
  const client = makeClient()
  client.setQueryData(['n'], 0)
  const seen = []
  const observer = new QueryObserver(client, { queryKey: ['n'], staleTime: Infinity })
  observer.subscribe(({ data }) => {
    seen.push(data)
    if (data < 3) {
      client.setQueryData(['n'], data + 1)
      assert.equal(client.getQueryData(['n']), data + 1)
    }
  })
  client.setQueryData(['n'], 1)
  assert.deepEqual(seen, [1, 2, 3])
})

test('a listener may remove its query, destroy its observer or clear the client', () => {
  const client = makeClient()
  for (const act of [() => client.removeQueries(), () => observer.destroy(), () => client.clear(), () => client.destroy()]) {
    client.setQueryData(['n'], 0)
    var observer = new QueryObserver(client, { queryKey: ['n'], staleTime: Infinity })
    const stop = observer.subscribe(act)
    client.setQueryData(['n'], 1)
    stop()
    client.setQueryData(['m'], 1)
    assert.equal(client.getQueryData(['m']), 1)
  }
})

test('a listener that throws is reported as uncaught, and the others are told', async () => {
  const client = makeClient()
  const mine = new Error('mine')
  // the test runner listens too, and would call it a failure
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  const uncaught = new Promise((resolve) => process.once('unhandledRejection', resolve))
  const told = []
  for (const listener of [() => { throw mine }, ({ data }) => told.push(data)]) {
    new QueryObserver(client, { queryKey: ['n'], staleTime: Infinity, enabled: false }).subscribe(listener)
  }
  client.setQueryData(['n'], 1)
  assert.equal(client.getQueryData(['n']), 1)
  assert.deepEqual(told, [1])
  assert.equal(await uncaught, mine)
  for (const listener of others) process.on('unhandledRejection', listener)
})

test('an updater may write the same key: the outer value wins, and nothing breaks', () => {
  const client = makeClient()
  client.setQueryData(['n'], 1)
  client.setQueryData(['n'], (before) => {
    client.setQueryData(['n'], 50)
    client.removeQueries()
    return before + 1
  })
  assert.equal(client.getQueryData(['n']), 2)
})

test('an updater, a selector or a sharing function that throws leaves the client working', async () => {
  const client = makeClient()
  const mine = new RangeError('mine')
  client.setQueryData(['n'], 1)
  assert.throws(() => client.setQueryData(['n'], () => { throw mine }), mine)
  assert.equal(client.getQueryData(['n']), 1)
  const observer = new QueryObserver(client, { queryKey: ['n'], staleTime: Infinity, select: () => { throw mine } })
  assert.equal(observer.getCurrentResult().error, mine)
  await assert.rejects(client.fetchQuery({ queryKey: ['s'], queryFn: async () => 1, structuralSharing: () => { throw mine } }), mine)
  await assert.rejects(client.fetchQuery({ queryKey: ['t'], queryFn: () => { throw mine } }), mine)
  await assert.rejects(client.fetchQuery({ queryKey: ['r'], queryFn: () => Promise.reject(new Error('no')), retry: () => { throw mine } }), mine)
  client.setQueryData(['n'], 2)
  assert.equal(client.getQueryData(['n']), 2)
})

test('data of any kind is kept as it is: functions, proxies, cycles, BigInt, class instances', () => {
  const client = makeClient()
  const cyclic = { list: [] }
  cyclic.list.push(cyclic)
  const { proxy, revoke } = Proxy.revocable({ a: 1 }, {})
  const values = [cyclic, proxy, 10n, Symbol('s'), () => 1, new Map([[1, 2]]), new (class A { x = 1 })(), new Date(0), NaN, null, 0, '', false]
  for (const value of values) {
    const shown = typeof value === 'function' ? () => value : value
    client.setQueryData(['v'], shown)
    assert.ok(Object.is(client.getQueryData(['v']), value))
    client.setQueryData(['v'], shown)
    assert.ok(Object.is(client.getQueryData(['v']), value))
  }
  client.setQueryData(['p'], proxy)
  revoke()
  assert.throws(() => client.setQueryData(['p'], { a: 2 }), TypeError)
  client.removeQueries({ queryKey: ['p'] })
  client.setQueryData(['p'], { a: 2 })
  assert.deepEqual(client.getQueryData(['p']), { a: 2 })
})

test('two cyclic graphs with many paths are compared within a bound', () => {
  const graph = () => {
    const nodes = Array.from({ length: 40 }, (_, id) => ({ id, friends: [] }))
    for (const node of nodes) node.friends.push(...nodes)
    return nodes
  }
  const client = makeClient()
  client.setQueryData(['g'], graph())
  const next = graph()
  client.setQueryData(['g'], next)
  assert.equal(client.getQueryData(['g']).length, 40)
})

test('equal data keeps its identity, part by part', () => {
  const before = { list: [{ id: 1, tags: ['a'] }, { id: 2, tags: [] }], page: 1 }
  const same = replaceEqualDeep(before, structuredClone(before))
  assert.equal(same, before)
  const next = structuredClone(before)
  next.list[1].tags.push('new')
  const shared = replaceEqualDeep(before, next)
  assert.notEqual(shared, before)
  assert.equal(shared.list[0], before.list[0])
  assert.deepEqual(shared, next)
  assert.deepEqual(replaceEqualDeep({ a: undefined }, {}), {})
  assert.notEqual(replaceEqualDeep({ a: undefined }, { b: undefined }).b, 1)
  assert.deepEqual(Object.keys(replaceEqualDeep({ a: undefined }, { b: undefined })), ['b'])
  assert.deepEqual(replaceEqualDeep([1, 2, 3], [1, 2]), [1, 2])
  const odd = JSON.parse('{"__proto__":{"x":[1]},"y":[2]}')
  const oddShared = replaceEqualDeep(JSON.parse('{"__proto__":{"x":[1]},"y":[3]}'), odd)
  assert.deepEqual(Object.keys(oddShared), ['__proto__', 'y'])
  assert.equal({}.x, undefined)
})

test('two fetches of one key are one call, and both get its data', async () => {
  const client = makeClient()
  const answer = deferred()
  let calls = 0
  const options = { queryKey: ['d'], queryFn: () => (calls++, answer.promise) }
  const both = Promise.all([client.fetchQuery(options), client.fetchQuery(options)])
  answer.resolve('data')
  assert.deepEqual(await both, ['data', 'data'])
  assert.equal(calls, 1)
})

test('cancelling aborts the signal and puts the state back; the promise settles once', async () => {
  const client = makeClient()
  client.setQueryData(['c'], 'old')
  let signal
  const promise = client.fetchQuery({ queryKey: ['c'], queryFn: (context) => ((signal = context.signal), new Promise(() => {})) })
  assert.equal(client.getQueryState(['c']).fetchStatus, 'fetching')
  await client.cancelQueries({ queryKey: ['c'] })
  assert.equal(signal.aborted, true)
  assert.equal(await promise, 'old')
  assert.equal(client.getQueryState(['c']).fetchStatus, 'idle')
  const dropped = client.fetchQuery({ queryKey: ['x'], queryFn: () => new Promise(() => {}) })
  client.removeQueries({ queryKey: ['x'] })
  await assert.rejects(dropped, CancelledError)
})

test('an answer that comes after its query was removed changes nothing', async () => {
  const client = makeClient()
  const answer = deferred()
  const promise = client.fetchQuery({ queryKey: ['late'], queryFn: () => answer.promise })
  client.removeQueries()
  client.setQueryData(['late'], 'mine')
  answer.resolve('late')
  await assert.rejects(promise, CancelledError)
  assert.equal(client.getQueryData(['late']), 'mine')
})

test('a query object that is held outlives its query and shows its last state', () => {
  const client = makeClient()
  client.setQueryData(['h'], { n: 1 })
  const query = client.getQueryCache().find({ queryKey: ['h'] })
  const { state } = query
  assert.equal(query.state, state)
  client.setQueryData(['h'], { n: 2 })
  assert.deepEqual([state.data, query.state.data], [{ n: 1 }, { n: 2 }])
  client.removeQueries()
  client.setQueryData(['other'], { n: 9 })
  assert.deepEqual(query.state.data, { n: 2 })
  assert.deepEqual([query.isActive(), query.getObserversCount()], [false, 0])
})

test('observers of a removed query keep what they show, and find the new query when they fetch', async () => {
  const client = makeClient()
  let answer = 1
  const observer = new QueryObserver(client, { queryKey: ['o'], queryFn: async () => answer++, staleTime: Infinity })
  const stop = observer.subscribe(() => {})
  await observer.refetch()
  const shown = observer.getCurrentResult().data
  client.removeQueries()
  assert.equal(observer.getCurrentResult().data, shown)
  const { data } = await observer.refetch()
  assert.equal(data, shown + 1)
  assert.equal(client.getQueryData(['o']), data)
  stop()
})

test('an observer that subscribes after its query was removed is mounted once, and leaves nothing behind', () => {
  const client = makeClient()
  const observer = new QueryObserver(client, { queryKey: ['late'], staleTime: Infinity, enabled: false })
  client.removeQueries()
  const stop = observer.subscribe(() => {})
  const query = client.getQueryCache().find({ queryKey: ['late'] })
  assert.equal(query.getObserversCount(), 1)
  stop()
  assert.equal(query.getObserversCount(), 0)
  assert.equal(client.getQueryCache().findAll({ type: 'active' }).length, 0)
  assert.equal(query.isDisabled(), true)
  // nobody watches it in the engine either: the engine counts such a query as never fetched, not as watched
  client.setQueryData(['late'], 1)
  assert.equal(query.isStale(), false)
  client.invalidateQueries({ queryKey: ['late'] })
  assert.equal(query.isStale(), true)
})

test('a query cancels its own fetch as TanStack does: without revert the cancellation is its error', async () => {
  for (const library of [querycache, tanstack]) {
    // TanStack times the removal of what was cleared while it fetched: not for five minutes here
    const client = new library.QueryClient({ defaultOptions: { queries: { gcTime: 500 } } })
    const [mine, other] = [['mine'], ['other']].map((queryKey) => client.fetchQuery({ queryKey, queryFn: () => new Promise(() => {}) }))
    other.catch(() => {})
    const query = client.getQueryCache().find({ queryKey: ['mine'] })
    const cancelled = assert.rejects(mine, library.CancelledError)
    await query.cancel()
    await cancelled
    assert.deepEqual([query.state.status, query.state.fetchStatus], ['error', 'idle'])
    assert.ok(query.state.error instanceof library.CancelledError)
    assert.equal(client.getQueryState(['other']).fetchStatus, 'fetching')
    const again = query.fetch(undefined, {}).catch(() => {})
    await query.cancel({ revert: true })
    await again
    assert.equal(query.state.fetchStatus, 'idle')
    client.clear()
  }
})

test('a query that was reset without observers is still collected', async () => {
  const client = makeClient({ defaultOptions: { queries: { gcTime: 5 } } })
  client.setQueryData(['r'], 1)
  const removed = new Promise((resolve) => client.getQueryCache().subscribe((event) => event.type === 'removed' && resolve()))
  await client.resetQueries()
  await removed
  assert.equal(client.getQueryCache().getAll().length, 0)
})

test('a wall clock behind the data means stale', () => {
  const client = makeClient()
  client.setQueryData(['f'], 1, { updatedAt: Date.now() + 60_000 })
  assert.equal(client.getQueryCache().find({ queryKey: ['f'] }).isStaleByTime(1000), true)
  assert.equal(client.getQueryCache().find({ queryKey: ['f'] }).isStaleByTime(Infinity), false)
})

test('ten thousand queries and observers need one timer', () => {
  const client = makeClient()
  const real = globalThis.setTimeout
  let armed = 0
  globalThis.setTimeout = (...args) => (armed++, real(...args))
  try {
    const stops = Array.from({ length: 10_000 }, (_, id) => {
      client.setQueryData(['t', id], id)
      return new QueryObserver(client, { queryKey: ['t', id], staleTime: 60_000 }).subscribe(() => {})
    })
    stops.forEach((stop) => stop())
  } finally {
    globalThis.setTimeout = real
  }
  // the first removal deadline, then the first (earlier) staleness deadline
  assert.ok(armed <= 2, `${armed} timers`)
})

test('odd options do no harm: NaN, negative and infinite times', async () => {
  const client = makeClient()
  for (const odd of [NaN, -1, Infinity, -Infinity, 1e308]) {
    const observer = new QueryObserver(client, { queryKey: ['odd', odd], queryFn: async () => 1, staleTime: odd, gcTime: odd, retry: odd, retryDelay: odd })
    const stop = observer.subscribe(() => {})
    await observer.refetch()
    client.setQueryData(['odd', odd], 2, { updatedAt: odd })
    stop()
    assert.equal(client.getQueryData(['odd', odd]) ?? 2, 2)
  }
  assert.throws(
    () => new QueryObserver(client, { queryKey: ['e'], enabled: 'yes' }),
    (error) => error instanceof QueryCacheError && error.code === 'invalid_option' && /enabled/.test(error.message),
  )
})

test("a mutation's life: callbacks in order, repeats, and the error at the end", async () => {
  const client = makeClient()
  const told = []
  let calls = 0
  const observer = new MutationObserver(client, {
    mutationFn: async (n) => {
      if (++calls < 3) throw new Error('no ' + calls)
      return n * 2
    },
    retry: 2,
    retryDelay: 1,
    onMutate: (n) => (told.push(['onMutate', n]), 'context'),
    onSuccess: (data, n, context) => told.push(['onSuccess', data, n, context]),
    onSettled: (data, error) => told.push(['onSettled', data, error]),
  })
  const statuses = []
  observer.subscribe(({ status, failureCount }) => statuses.push(`${status} ${failureCount}`))
  assert.equal(await observer.mutate(4), 8)
  assert.deepEqual(told, [['onMutate', 4], ['onSuccess', 8, 4, 'context'], ['onSettled', 8, null]])
  assert.deepEqual([...new Set(statuses)], ['pending 0', 'pending 1', 'pending 2', 'success 0'])
  const failing = new MutationObserver(client, { mutationFn: async () => { throw new Error('refused') }, onError: (error) => told.push(error.message) })
  await assert.rejects(failing.mutate(), /refused/)
  assert.equal(failing.getCurrentResult().status, 'error')
  assert.equal(told.at(-1), 'refused')
})

test('a mutation that is removed ends all the same: answered if it was sent, cancelled if it waits', async () => {
  const client = makeClient()
  const answer = deferred()
  const sent = new MutationObserver(client, { mutationFn: () => answer.promise }).mutate()
  const failing = new MutationObserver(client, { mutationFn: () => Promise.reject(new Error('no')), retry: true, retryDelay: 60_000 }).mutate()
  await new Promise((resolve) => setImmediate(resolve))
  onlineManager.setOnline(false)
  const paused = new MutationObserver(client, { mutationFn: () => assert.fail('sent after it was removed') }).mutate()
  await new Promise((resolve) => setImmediate(resolve))
  const mutations = client.getMutationCache().getAll()
  assert.deepEqual(mutations.map(({ state }) => [state.status, state.isPaused]), [['pending', false], ['pending', false], ['pending', true]])
  client.clear()
  onlineManager.setOnline(true)
  assert.equal(client.getMutationCache().getAll().length, 0)
  await assert.rejects(failing, /no/)
  await assert.rejects(paused, CancelledError)
  answer.resolve('done')
  assert.equal(await sent, 'done')
  assert.deepEqual(mutations.map(({ state }) => state.status), ['success', 'error', 'error'])
})

test('invalidateQueries resolves when the active queries have their answers', async () => {
  const client = makeClient()
  let answer = 0
  const observer = new QueryObserver(client, { queryKey: ['i', { page: 1, status: 'x' }], queryFn: async () => ++answer })
  const stop = observer.subscribe(() => {})
  await client.invalidateQueries({ queryKey: ['i', { page: 1 }] })
  assert.equal(observer.getCurrentResult().data, answer)
  assert.equal(observer.getCurrentResult().fetchStatus, 'idle')
  stop()
})
