/** Watches one query and derives from its state what a component shows. */
import type { Core } from './engine/core.js'
import {
  DATA_UPDATED_AT,
  DATA_UPDATES,
  ENABLED,
  ERROR_UPDATED_AT,
  ERROR_UPDATES,
  FAILURES,
  FETCH_STATUS,
  HAS_DATA,
  NONE,
  STALE,
  STATUS,
  VERSION,
  WOULD_FETCH_ON_CHANGE,
  WOULD_FETCH_ON_MOUNT,
} from './engine/codes.js'
import { delayNumber, isDynamic, networkNumber, observerBits, observerStale, retryNumber } from './engine/options.js'
import { NOBODY, Subscribable } from './managers/subscribable.js'
import type { Query } from './query.js'
import type { QueryClient } from './queryClient.js'
import { Selection } from './queryObserver/selection.js'
import type { DefaultError, DefaultedQueryObserverOptions, QueryKey, QueryObserverOptions, QueryObserverResult, RefetchOptions } from './types.js'
import { noop, shallowEqualObjects } from './utils.js'

type Listener<TData, TError> = (result: QueryObserverResult<TData, TError>) => void
type AnyQuery = Query<any, any, any, any>
type AnyOptions = QueryObserverOptions<any, any, any, any, any>

export class QueryObserver<
  TQueryFnData = unknown,
  TError = DefaultError,
  TData = TQueryFnData,
  TQueryData = TQueryFnData,
  TKey extends QueryKey = QueryKey,
> extends Subscribable<Listener<TData, TError>> {
  options: QueryObserverOptions<TQueryFnData, TError, TData, TQueryData, TKey>
  #client: QueryClient
  #core: Core
  #query!: AnyQuery
  /** @internal Where it stands among the observers of its query. */
  place = -1
  /** The engine's number while somebody listens. */
  #id = NONE
  /** What the engine was told last. */
  #stale = 0
  #bits = 0
  #dynamic = false
  #result: QueryObserverResult<TData, TError> | undefined = undefined
  /** The query's version when it was bound and counts of what had arrived by then. */
  #boundVersion = 0
  #dataUpdatesBefore = 0
  #errorUpdatesBefore = 0
  #selection: Selection<TQueryData, TData> | undefined = undefined
  /** The last query that had data. */
  #lastQuery: AnyQuery | undefined = undefined
  #tracked: Set<string> | undefined = undefined

  constructor(client: QueryClient, options: QueryObserverOptions<TQueryFnData, TError, TData, TQueryData, TKey>) {
    super()
    this.#client = client
    this.#core = client.getQueryCache().core
    this.options = options
    this.refetch = this.refetch.bind(this)
    this.#apply(client.defaultQueryOptions(options as AnyOptions))
  }

  protected override onSubscribe(): void {
    if (this.listeners.length !== 1) return
    if (this.#query.slot === NONE) this.#bind()
    const core = this.#core
    const wall = core.wall()
    const changed = core.engine.version(this.#query.slot) !== this.#boundVersion
    if (this.#result === undefined && !changed) this.#result = this.#createResult(this.#query, this.options as AnyOptions, false, wall)
    this.#query.addObserver(this)
    this.#mount(wall, false)
    core.flush()
    if (changed) this.updateResult()
  }

  protected override onUnsubscribe(): void {
    if (!this.hasListeners()) this.destroy()
  }

  #mount(wall: number, switched: boolean): void {
    const { engine, observers } = this.#core
    const { retry, retryDelay, networkMode } = this.options
    this.#id = engine.observerMounted(
      wall,
      this.#query.slot,
      this.#stale,
      this.#bits,
      retryNumber(retry),
      delayNumber(retryDelay),
      networkNumber(networkMode),
      switched,
    )
    if (this.#id !== NONE) observers[this.#id] = this
  }

  /** Stops watching, whoever still listens. */
  destroy(): void {
    this.listeners = NOBODY
    this.#leave()
  }

  #leave(): void {
    this.#query.removeObserver(this)
    const id = this.#id
    this.#id = NONE
    if (id === NONE) return
    this.#core.observers[id] = undefined
    if (this.#core.engine.observerLeft(this.#core.wall(), id) !== 0) this.#core.flush()
  }

  setOptions(options: QueryObserverOptions<TQueryFnData, TError, TData, TQueryData, TKey>): void {
    const before = this.options
    const next = this.#client.defaultQueryOptions(options as AnyOptions)
    this.#apply(next)
    if (!shallowEqualObjects(this.options, before)) {
      this.#client.getQueryCache().notify({ type: 'observerOptionsUpdated', query: this.#query, observer: this })
    }
    this.#core.flush()
    this.updateResult()
  }

  /** Takes defaulted options over: binds the query of their key and tells the engine what is asked for. */
  #apply(options: DefaultedQueryObserverOptions): void {
    const query = this.#client.getQueryCache().build(this.#client, options)
    this.options = options as typeof this.options
    this.#dynamic = isDynamic(options)
    const [stale, bits] = [observerStale(options, query), observerBits(options, query)]
    const switched = query !== this.#query
    const mounted = this.#id !== NONE
    if (switched) {
      if (mounted) this.#leave()
      this.#bindTo(query)
    }
    query.setOptions(options)
    this.#tellEngine(stale, bits, mounted, switched)
  }

  #tellEngine(stale: number, bits: number, mounted: boolean, switched: boolean): void {
    this.#stale = stale
    this.#bits = bits
    if (!mounted) return
    if (switched) {
      this.#query.addObserver(this)
      this.#mount(this.#core.wall(), true)
      return
    }
    const { retry, retryDelay, networkMode } = this.options
    this.#core.engine.observerChanged(this.#core.wall(), this.#id, stale, bits, retryNumber(retry), delayNumber(retryDelay), networkNumber(networkMode))
  }

  /** Binds the query of the key anew, after it left the cache. */
  #bind(): void {
    this.#apply(this.options as unknown as DefaultedQueryObserverOptions)
  }

  #bindTo(query: AnyQuery): void {
    this.#query = query
    const core = this.#core
    core.engine.read(query.slot)
    this.#dataUpdatesBefore = core.state(DATA_UPDATES)
    this.#errorUpdatesBefore = core.state(ERROR_UPDATES)
    this.#boundVersion = core.state(VERSION)
  }

  getCurrentQuery(): Query<TQueryFnData, TError, TQueryData, TKey> {
    return this.#query as unknown as Query<TQueryFnData, TError, TQueryData, TKey>
  }

  getCurrentResult(): QueryObserverResult<TData, TError> {
    return (this.#result ??= this.#createResult(this.#query, this.options as AnyOptions, false))
  }

  /** What these options would show now, a fetch that they would start included. For adapters, while rendering. */
  getOptimisticResult(options: DefaultedQueryObserverOptions): QueryObserverResult<TData, TError> {
    const query = this.#client.getQueryCache().build(this.#client, options)
    const result = this.#createResult(query, options, options._optimisticResults === true)
    if (!this.#result || !shallowEqualObjects(result, this.#result)) this.#result = result
    return this.#result
  }

  /** Fetches now. */
  refetch(options: RefetchOptions = {}): Promise<QueryObserverResult<TData, TError>> {
    if (this.#query.slot === NONE) this.#bind()
    const promise = this.#query.fetch(this.options as AnyOptions, { cancelRefetch: options.cancelRefetch ?? true })
    return (options.throwOnError ? promise : promise.catch(noop)).then(() => {
      this.updateResult()
      return this.getCurrentResult()
    })
  }

  /** Recomputes the result and tells the listeners if it changed. */
  updateResult(): void {
    if (this.#dynamic && this.#id !== NONE) {
      this.#tellEngine(observerStale(this.options, this.#query), observerBits(this.options, this.#query), true, false)
    }
    const before = this.#result
    const next = this.#createResult(this.#query, this.options as AnyOptions, false)
    if (before && shallowEqualObjects(next, before)) return
    this.#result = next
    if (this.#isWorthTelling(next, before)) this.tell(next)
    this.#client.getQueryCache().notify({ type: 'observerResultsUpdated', query: this.#query })
  }

  #isWorthTelling(next: QueryObserverResult<TData, TError>, before: QueryObserverResult<TData, TError> | undefined): boolean {
    const { notifyOnChangeProps, throwOnError } = this.options
    const named = typeof notifyOnChangeProps === 'function' ? notifyOnChangeProps() : notifyOnChangeProps
    if (!before || named === 'all' || (!named && !this.#tracked)) return true
    if (throwOnError && next.error !== before.error) return true
    for (const name of named ?? this.#tracked!) {
      if (next[name as keyof typeof next] !== before[name as keyof typeof before]) return true
    }
    return false
  }

  /** @internal The engine says that the query changed. */
  onQueryUpdate(): void {
    this.updateResult()
  }

  /** A result that notes which of its fields are read; only their changes are told then. */
  trackResult(
    result: QueryObserverResult<TData, TError>,
    onPropTracked?: (name: keyof QueryObserverResult) => void,
  ): QueryObserverResult<TData, TError> {
    return new Proxy(result, {
      get: (target, name) => {
        this.trackProp(name as keyof QueryObserverResult)
        onPropTracked?.(name as keyof QueryObserverResult)
        return Reflect.get(target, name)
      },
    })
  }

  trackProp(name: keyof QueryObserverResult): void {
    ;(this.#tracked ??= new Set()).add(name)
  }

  #createResult(query: AnyQuery, options: AnyOptions, optimistic: boolean, wall = this.#core.wall()): QueryObserverResult<TData, TError> {
    const core = this.#core
    const own = options === this.options && query === this.#query
    const stale = own && !this.#dynamic ? this.#stale : observerStale(options, query)
    const asked = own && !this.#dynamic ? this.#bits : observerBits(options, query)
    const bits = core.engine.readFor(wall, query.slot, stale, asked)
    const dataUpdatedAt = core.state(DATA_UPDATED_AT)
    const dataUpdates = core.state(DATA_UPDATES)
    const errorUpdates = core.state(ERROR_UPDATES)
    let errorUpdatedAt = core.state(ERROR_UPDATED_AT)
    let failureCount = core.state(FAILURES)
    let status = STATUS[bits & 3]!
    let fetchStatus = FETCH_STATUS[(bits >> 2) & 3]!

    const willFetch = this.#id === NONE ? WOULD_FETCH_ON_MOUNT : query !== this.#query || (!(this.#bits & ENABLED) && asked & ENABLED) ? WOULD_FETCH_ON_CHANGE : 0
    if (optimistic && (bits & willFetch) !== 0 && fetchStatus !== 'fetching') {
      fetchStatus = core.engine.fetchStatusAtStart(query.slot) === 2 ? 'paused' : 'fetching'
      failureCount = 0
      if ((bits & HAS_DATA) === 0) status = 'pending'
    }

    let error = status === 'error' ? (query.error as TError) : null
    let data = query.data as TData | undefined
    if (data !== undefined) this.#lastQuery = query
    let isPlaceholderData = false
    if (options.select !== undefined || options.placeholderData !== undefined || this.#selection !== undefined) {
      const shown = (this.#selection ??= new Selection()).show(query, options, status, this.#result, this.#lastQuery)
      data = shown.data
      isPlaceholderData = shown.isPlaceholder
      if (isPlaceholderData) status = 'success'
      if (shown.failed) {
        status = 'error'
        error = shown.error as TError
        isPlaceholderData = false
        errorUpdatedAt = this.#result?.error === error ? this.#result.errorUpdatedAt : wall
      }
    }
    const switched = query !== this.#query
    const isFetching = fetchStatus === 'fetching'
    const isPending = status === 'pending'
    const isError = status === 'error'
    const hasData = data !== undefined
    return {
      status,
      fetchStatus,
      isPending,
      isSuccess: status === 'success',
      isError,
      isInitialLoading: isPending && isFetching,
      isLoading: isPending && isFetching,
      data,
      dataUpdatedAt,
      error,
      errorUpdatedAt,
      failureCount,
      failureReason: failureCount > 0 ? (query.failureReason as TError) : null,
      errorUpdateCount: errorUpdates,
      isFetched: dataUpdates + errorUpdates > 0,
      isFetchedAfterMount: !switched && (dataUpdates > this.#dataUpdatesBefore || errorUpdates > this.#errorUpdatesBefore),
      isFetching,
      isRefetching: isFetching && !isPending,
      isLoadingError: isError && !hasData,
      isPaused: fetchStatus === 'paused',
      isPlaceholderData,
      isRefetchError: isError && hasData,
      isStale: (bits & STALE) !== 0,
      refetch: this.refetch,
      isEnabled: (asked & ENABLED) !== 0,
    } as QueryObserverResult<TData, TError>
  }
}
