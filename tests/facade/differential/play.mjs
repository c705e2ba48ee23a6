/** Plays a script against one library under fake time and writes down what an app could observe once all is quiet. */
import { Clock, drained } from './clock.mjs'

export async function play(library, { steps, answers }) {
  const clock = new Clock(1_000_000)
  clock.install()
  const { QueryClient, QueryObserver, onlineManager, focusManager } = library
  onlineManager.setOnline(true)
  focusManager.setFocused(true)
  const client = new QueryClient()
  client.mount()
  const log = []
  const observers = []
  const events = new Map()
  client.getQueryCache().subscribe((event) => {
    const hash = event.query.queryHash
    const list = events.get(hash) ?? []
    events.set(hash, list)
    if (event.type !== 'observerResultsUpdated' && event.type !== 'observerOptionsUpdated') list.push(event.type === 'updated' ? event.action.type : event.type)
  })
  const calls = new Map()
  const queryFn = (context) => {
    const hash = JSON.stringify(context.queryKey)
    const count = calls.get(hash) ?? 0
    calls.set(hash, count + 1)
    const answer = answers[(count * 7 + hash.length * 13) % answers.length]
    if (answer.signal) void context.signal
    return new Promise((resolve, reject) => setTimeout(() => (answer.fails ? reject(new Error('no ' + count)) : resolve({ n: answer.n })), answer.ms))
  }
  const options = (key, given) => ({
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(given.select && { select: (data) => ({ twice: data.n * 2 }) }),
    ...(given.placeholderData === 'keep' && { placeholderData: (previous) => previous }),
    queryKey: key,
    queryFn,
  })
  const settled = (name, promise) =>
    promise.then(
      (value) => log.push([name, 'resolved', value?.n]),
      (error) => log.push([name, 'rejected', error.message]),
    )
  let number = 0
  const act = {
    mount({ key, options: given }) {
      const observer = new QueryObserver(client, options(key, given))
      const id = number++
      observers.push({ observer, mounted: true, stop: observer.subscribe((result) => log.push(['observer', id, snapshot(result)])) })
    },
    unmount({ which }) {
      const entry = observers.filter((each) => each.mounted)[which]
      if (!entry) return
      entry.mounted = false
      entry.stop()
    },
    setOptions({ which, key, options: given }) {
      observers.filter((each) => each.mounted)[which]?.observer.setOptions(options(key, given))
    },
    set: ({ key, value }) => client.setQueryData(key, value),
    invalidate: ({ filters, refetchType, cancelRefetch }) => settled('invalidate', client.invalidateQueries({ ...filters, refetchType }, { cancelRefetch })),
    refetch: ({ filters, cancelRefetch }) => settled('refetch', client.refetchQueries(filters, { cancelRefetch })),
    cancel: ({ filters, revert }) => settled('cancel', client.cancelQueries(filters, revert === undefined ? undefined : { revert })),
    // docs/deviations.md: observers of a removed query hear no more of it; a query reset without observers is still collected
    remove: ({ filters }) => client.removeQueries({ ...filters, predicate: (query) => query.getObserversCount() === 0 }),
    reset: ({ filters }) => settled('reset', client.resetQueries({ ...filters, predicate: (query) => query.getObserversCount() > 0 })),
    fetch: ({ key, staleTime, retry }) => settled('fetch', client.fetchQuery({ queryKey: key, queryFn, staleTime, ...(retry !== undefined && { retry, retryDelay: 10 }) })),
    online: ({ value }) => onlineManager.setOnline(value),
    focus: ({ value }) => focusManager.setFocused(value),
    wait: ({ ms }) => clock.advance(ms),
  }
  const seen = []
  for (const step of steps) {
    const done = act[step.do](step)
    if (step.do === 'wait') await done
    // timers of no delay and what they start are due now
    await clock.advance(0)
    log.sort(byText)
    seen.push({ step, log: log.splice(0), state: state(client) })
  }
  const history = Object.fromEntries([...events].sort(([a], [b]) => (a < b ? -1 : 1)))
  for (const entry of observers) if (entry.mounted) entry.stop()
  client.clear()
  client.unmount()
  client.destroy?.()
  await drained()
  clock.uninstall()
  return { seen, history, calls: Object.fromEntries([...calls].sort()) }
}

const byText = (a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

function snapshot(result) {
  const { data, error, status, fetchStatus, failureCount, isStale, isPlaceholderData, isFetched, isFetchedAfterMount, isEnabled, dataUpdatedAt, errorUpdatedAt, errorUpdateCount } = result
  return { data, error: error?.message ?? null, status, fetchStatus, failureCount, isStale, isPlaceholderData, isFetched, isFetchedAfterMount, isEnabled, dataUpdatedAt, errorUpdatedAt, errorUpdateCount }
}

function state(client) {
  return client
    .getQueryCache()
    .getAll()
    .map((query) => {
      const { data, error, fetchFailureReason, fetchMeta: _, ...rest } = query.state
      return { hash: query.queryHash, data, error: error?.message ?? null, reason: fetchFailureReason?.message ?? null, ...rest, // an observed query's staleness is TanStack's only as of its timer, up to 1 ms late: the observers' results are compared
        stale: query.getObserversCount() > 0 || query.isStale(), active: query.isActive(), observers: query.getObserversCount() }
    })
}
