/** All queries of a client, and those who listen to what happens to them. */
import type { Core as CoreType, CoreListener } from './engine/core.js'
import { Core } from './engine/core.js'
import { FETCH_STATUS, NONE } from './engine/codes.js'
import { delayNumber, gcTimeNumber, networkNumber, retryNumber } from './engine/options.js'
import { KeyInterner } from './keys/interner.js'
import { keyText, refuse } from './keys/text.js'
import { Subscribable } from './managers/subscribable.js'
import { notifyManager } from './managers/notifyManager.js'
import { Query } from './query.js'
import { QueryCacheError } from './errors.js'
import { skipToken } from './utils.js'
import type { QueryClient } from './queryClient.js'
import type { QueryObserver } from './queryObserver.js'
import type { DefaultError, QueryFilters, QueryKey, QueryOptions } from './types.js'

type AnyQuery = Query<any, any, any, any>
type AnyObserver = QueryObserver<any, any, any, any, any>

/** Called for every query. They are not awaited. */
export interface QueryCacheConfig {
  onError?: (error: DefaultError, query: Query<unknown, unknown, unknown>) => void
  onSuccess?: (data: unknown, query: Query<unknown, unknown, unknown>) => void
  onSettled?: (data: unknown, error: DefaultError | null, query: Query<unknown, unknown, unknown>) => void
}

export type QueryAction =
  | { type: 'fetch' | 'pause' | 'continue' | 'invalidate' | 'setState' }
  | { type: 'success'; data: unknown; dataUpdatedAt: number; manual: boolean }
  | { type: 'error'; error: unknown }
  | { type: 'failed'; failureCount: number; error: unknown }

export type QueryCacheNotifyEvent =
  | { type: 'added' | 'removed' | 'observerResultsUpdated'; query: AnyQuery }
  | { type: 'updated'; query: AnyQuery; action: QueryAction }
  | { type: 'observerAdded' | 'observerRemoved' | 'observerOptionsUpdated'; query: AnyQuery; observer: AnyObserver }

type Listener = (event: QueryCacheNotifyEvent) => void

const KINDS = ['all', 'active', 'inactive']
const EITHER = 2

export class QueryCache extends Subscribable<Listener> implements CoreListener {
  readonly config: QueryCacheConfig
  /** @internal */
  readonly core: CoreType
  #interner = new KeyInterner<AnyQuery>()

  constructor(config: QueryCacheConfig = {}) {
    super()
    this.config = config
    this.core = new Core(this)
  }

  /** The query with this hash (`hashKey`). */
  get(queryHash: string): AnyQuery | undefined {
    let key: unknown
    try {
      key = JSON.parse(queryHash)
    } catch {
      return undefined
    }
    return Array.isArray(key) ? this.#interner.find(key) : undefined
  }

  getAll(): AnyQuery[] {
    return this.findAll()
  }

  /** The first match; `exact` unless told otherwise. */
  find<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData>(
    filters: QueryFilters & { queryKey: QueryKey },
  ): Query<TQueryFnData, TError, TData> | undefined {
    return this.findAll({ exact: true, ...filters })[0] as Query<TQueryFnData, TError, TData> | undefined
  }

  /** The matches, in the order of their creation. */
  findAll(filters: QueryFilters<any> = {}): AnyQuery[] {
    return this.queriesOf(this.core.selection(this.select(filters)))
  }

  remove(query: AnyQuery): void {
    if (query.slot === NONE) return
    this.core.engine.selectExact(query.slot, 0, EITHER, FETCH_STATUS.length)
    this.core.engine.removeWanted(this.core.wall())
    this.core.flush()
  }

  /** Removes every query. */
  clear(): void {
    this.select({})
    this.core.engine.removeWanted(this.core.wall())
    this.core.flush()
  }

  protected override onSubscribe(): void {
    if (this.listeners.length === 1) this.#watch(true)
  }

  protected override onUnsubscribe(): void {
    if (!this.hasListeners()) this.#watch(false)
  }

  #watch(watched: boolean): void {
    this.core.watched = watched
    this.core.movedObservers.length = 0
    this.core.engine.watched(this.core.wall(), watched)
  }

  /** @internal */
  lookUp(key: readonly unknown[]): AnyQuery | undefined {
    if (!Array.isArray(key)) refuse(key)
    return this.#interner.find(key)
  }

  /** @internal The query of a key, made where there is none. */
  build(client: QueryClient, options: QueryOptions<any, any, any, any>): AnyQuery {
    const key = options.queryKey as QueryKey
    const found = this.lookUp(key)
    if (found) return found
    const text = keyText(key)
    const core = this.core
    const slot = core.engine.queryWanted(
      core.wall(),
      text,
      gcTimeNumber(options.gcTime),
      retryNumber(options.retry),
      delayNumber(options.retryDelay),
      networkNumber(options.networkMode),
      options.queryFn === skipToken,
    )
    if (slot === NONE) throw new QueryCacheError('invalid_key', `The engine refused the key ${text}.`)
    const node = this.#interner.node(key)
    const query = new Query<any, any, any, any>(this, client, key, options, node)
    query.slot = slot
    node.value = query
    core.queries[slot] = query
    if (options.initialData !== undefined) query.setOptions(options)
    core.flush()
    return query
  }

  /** @internal Has the engine choose; how many it chose. */
  select(filters: QueryFilters<any>): number {
    const { engine } = this.core
    const kind = Math.max(0, KINDS.indexOf(filters.type ?? 'all'))
    const stale = typeof filters.stale === 'boolean' ? Number(filters.stale) : EITHER
    const status = filters.fetchStatus === undefined ? FETCH_STATUS.length : FETCH_STATUS.indexOf(filters.fetchStatus)
    let count: number
    if (filters.queryKey !== undefined && filters.exact) {
      count = engine.selectExact(this.lookUp(filters.queryKey)?.slot ?? NONE, kind, stale, status)
    } else {
      count = engine.selectPartial(filters.queryKey === undefined ? undefined : keyText(filters.queryKey), kind, stale, status)
    }
    if (count < 0) throw new QueryCacheError('invalid_key', 'The engine refused the key of a filter.')
    if (!filters.predicate) return count
    const { predicate } = filters
    const left = this.queriesOf(this.core.selection(count)).filter((query) => predicate(query))
    engine.choose(Uint32Array.from(left.filter((query) => query.slot !== NONE), (query) => query.slot))
    return left.length
  }

  /** @internal */
  queriesOf(slots: Uint32Array): AnyQuery[] {
    const found: AnyQuery[] = []
    for (const slot of slots) {
      const query = this.core.queries[slot]
      if (query) found.push(query)
    }
    return found
  }

  /** @internal */
  notify(event: QueryCacheNotifyEvent): void {
    if (!this.hasListeners()) return
    notifyManager.batch(() => this.tell(event))
  }

  /** @internal */
  cacheEvent(query: AnyQuery, event: number, observer: AnyObserver | undefined): void {
    if (event < 2) this.notify({ type: event === 0 ? 'added' : 'removed', query })
    else if (event > 10) {
      if (observer) this.notify({ type: event === 11 ? 'observerAdded' : 'observerRemoved', query, observer })
    } else this.notify({ type: 'updated', query, action: action(query, event) })
  }

  /** @internal */
  fetchSettled(query: AnyQuery, success: boolean): void {
    const { onSuccess, onError, onSettled } = this.config
    if (success) {
      onSuccess?.(query.data, query)
      onSettled?.(query.data, null, query)
    } else {
      onError?.(query.error as DefaultError, query)
      onSettled?.(query.data, query.error as DefaultError, query)
    }
  }
}

const ACTIONS = ['fetch', 'success', 'success', 'error', 'failed', 'pause', 'continue', 'invalidate', 'setState'] as const

function action(query: AnyQuery, event: number): QueryAction {
  const type = ACTIONS[event - 2]!
  switch (type) {
    case 'success':
      return { type, data: query.data, dataUpdatedAt: query.state.dataUpdatedAt, manual: event === 4 }
    case 'error':
      return { type, error: query.error }
    case 'failed':
      return { type, failureCount: query.state.fetchFailureCount, error: query.failureReason }
    default:
      return { type }
  }
}
