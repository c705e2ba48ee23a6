/** The cache as an app uses it. */
import { NONE } from './engine/codes.js'
import { staleNumber } from './engine/options.js'
import { Defaults } from './defaults.js'
import { focusManager } from './managers/focusManager.js'
import { notifyManager } from './managers/notifyManager.js'
import { onlineManager } from './managers/onlineManager.js'
import { MutationCache } from './mutationCache.js'
import { QueryCache } from './queryCache.js'
import type {
  CancelOptions,
  DefaultedQueryObserverOptions,
  DefaultError,
  DefaultOptions,
  FetchQueryOptions,
  InferDataFromTag,
  InferErrorFromTag,
  InvalidateQueryFilters,
  MutationFilters,
  MutationKey,
  MutationObserverOptions,
  QueryClientConfig,
  QueryFilters,
  QueryKey,
  QueryObserverOptions,
  QueryOptions,
  QueryState,
  RefetchOptions,
  SetDataOptions,
  Updater,
} from './types.js'
import { functionalUpdate, noop, resolveQueryValue } from './utils.js'

/**
 * Holds the queries and mutations of one app, or of one request on a server. A client that is forgotten is collected
 * with all that it holds; `destroy()` only does it sooner.
 *
 * @throws QueryCacheError `wasm_unavailable` where WebAssembly is refused.
 */
export class QueryClient {
  #queryCache: QueryCache
  #mutationCache: MutationCache
  #defaults: Defaults
  #mounts = 0
  #unmount: (() => void) | undefined

  constructor(config: QueryClientConfig = {}) {
    this.#queryCache = config.queryCache ?? new QueryCache()
    this.#mutationCache = config.mutationCache ?? new MutationCache()
    this.#mutationCache.attach(this.#queryCache.core)
    this.#defaults = new Defaults(config.defaultOptions)
  }

  /** The provider mounted: focus and network events refetch from now on. */
  mount(): void {
    if (++this.#mounts !== 1) return
    const { core } = this.#queryCache
    const stops = [
      focusManager.subscribe((focused) => core.focusChanged(focused, true)),
      onlineManager.subscribe((online) => core.onlineChanged(online, true)),
    ]
    this.#unmount = () => stops.forEach((stop) => stop())
  }

  unmount(): void {
    if (--this.#mounts !== 0) return
    this.#unmount?.()
    this.#unmount = undefined
  }

  /** Forgets everything and stops the timer. */
  destroy(): void {
    this.#unmount?.()
    this.#unmount = undefined
    this.#mounts = 0
    this.clear()
    this.#queryCache.core.stop()
  }

  getQueryCache(): QueryCache {
    return this.#queryCache
  }

  getMutationCache(): MutationCache {
    return this.#mutationCache
  }

  /** How many queries fetch. */
  isFetching(filters?: QueryFilters): number {
    if (!filters) return this.#queryCache.core.engine.fetching()
    return this.#queryCache.select({ ...filters, fetchStatus: 'fetching' })
  }

  /** How many mutations are pending. */
  isMutating(filters?: MutationFilters): number {
    return this.#mutationCache.findAll({ ...filters, status: 'pending' }).length
  }

  /** The data of a key, as it is; undefined without any. */
  getQueryData<TData = unknown, TKey extends QueryKey = QueryKey>(queryKey: TKey): InferDataFromTag<TData, TKey> | undefined {
    return this.#queryCache.lookUp(queryKey)?.data as InferDataFromTag<TData, TKey> | undefined
  }

  /** Key and data of every match. */
  getQueriesData<TData = unknown>(filters: QueryFilters<any>): [QueryKey, TData | undefined][] {
    return this.#queryCache.findAll(filters).map((query) => [query.queryKey, query.data as TData | undefined])
  }

  /**
   * Writes the data of a key, given or computed from the present data (do not change that in place). Undefined writes
   * nothing. Equal parts keep their identity. A fetch under way replaces it when it answers: cancel that first.
   */
  setQueryData<TData = unknown, TKey extends QueryKey = QueryKey, TInferred = InferDataFromTag<TData, TKey>>(
    queryKey: TKey,
    updater: Updater<NoInfer<TInferred> | undefined, NoInfer<TInferred> | undefined>,
    options?: SetDataOptions,
  ): NoInfer<TInferred> | undefined {
    const cache = this.#queryCache
    let query = cache.lookUp(queryKey)
    const data = functionalUpdate(updater, query?.data as TInferred | undefined)
    if (data === undefined) return undefined
    // the updater may have made or removed the query
    if (query === undefined || query.slot === NONE) query = cache.build(this, this.#defaults.query({ queryKey }))
    return query.setData(data, options) as TInferred
  }

  /** Writes the data of every match; no query is made. */
  setQueriesData<TData>(
    filters: QueryFilters<any>,
    updater: Updater<NoInfer<TData> | undefined, NoInfer<TData> | undefined>,
    options?: SetDataOptions,
  ): [QueryKey, TData | undefined][] {
    return notifyManager.batch(() =>
      this.#queryCache
        .findAll(filters)
        .map(({ queryKey }): [QueryKey, TData | undefined] => [queryKey, this.setQueryData(queryKey, updater as never, options) as TData | undefined]),
    )
  }

  getQueryState<TData = unknown, TError = DefaultError, TKey extends QueryKey = QueryKey>(
    queryKey: TKey,
  ): QueryState<InferDataFromTag<TData, TKey>, InferErrorFromTag<TError, TKey>> | undefined {
    return this.#queryCache.lookUp(queryKey)?.state as QueryState<InferDataFromTag<TData, TKey>, InferErrorFromTag<TError, TKey>> | undefined
  }

  /** Fetches unless the data is fresh enough; resolves with the data. Failed fetches are not repeated unless asked to. */
  fetchQuery<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey>(
    options: FetchQueryOptions<TQueryFnData, TError, TData, TKey>,
  ): Promise<TData> {
    const defaulted = this.#defaults.query(options as FetchQueryOptions<any, any, any, any>) as FetchQueryOptions<any, any, any, any>
    defaulted.retry ??= false
    const query = this.#queryCache.build(this, defaulted)
    const { core } = this.#queryCache
    const stale = staleNumber(resolveQueryValue(defaulted.staleTime as never, query as never) as number | 'static' | undefined)
    if (!core.engine.isStaleByTime(core.wall(), query.slot, stale)) return Promise.resolve(query.data as TData)
    return query.fetch(defaulted) as Promise<TData>
  }

  /** As `fetchQuery`, for the effect alone: never rejects. */
  prefetchQuery<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey>(
    options: FetchQueryOptions<TQueryFnData, TError, TData, TKey>,
  ): Promise<void> {
    return this.fetchQuery(options).then(noop, noop)
  }

  /** The data as it is, or fetched where there is none. */
  ensureQueryData<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey>(
    options: FetchQueryOptions<TQueryFnData, TError, TData, TKey> & { revalidateIfStale?: boolean },
  ): Promise<TData> {
    const query = this.#queryCache.build(this, this.#defaults.query(options as FetchQueryOptions<any, any, any, any>))
    if (query.data === undefined) return this.fetchQuery(options)
    if (options.revalidateIfStale) void this.prefetchQuery(options)
    return Promise.resolve(query.data as TData)
  }

  /** Marks every match stale and fetches those of `refetchType`; resolves when the fetches are done. */
  invalidateQueries<TKey extends QueryKey = QueryKey>(filters: InvalidateQueryFilters<TKey> = {}, options: RefetchOptions = {}): Promise<void> {
    const cache = this.#queryCache
    cache.select(filters)
    cache.core.engine.invalidateWanted(cache.core.wall())
    cache.core.flush()
    const type = filters.refetchType ?? filters.type ?? 'active'
    return type === 'none' ? Promise.resolve() : this.refetchQueries({ ...filters, type }, options)
  }

  /** Fetches every match that is neither disabled nor static; resolves when the fetches are done. */
  refetchQueries<TKey extends QueryKey = QueryKey>(filters: QueryFilters<TKey> = {}, options: RefetchOptions = {}): Promise<void> {
    const cache = this.#queryCache
    if (cache.select(filters) === 0) return Promise.resolve()
    return this.#await(cache.core.engine.refetchWanted(cache.core.wall(), options.cancelRefetch ?? true), options)
  }

  /** Puts every match back to how it was made and fetches the active ones; resolves when the fetches are done. */
  resetQueries<TKey extends QueryKey = QueryKey>(filters: QueryFilters<TKey> = {}, options: RefetchOptions = {}): Promise<void> {
    const cache = this.#queryCache
    cache.select(filters)
    cache.core.engine.resetWanted(cache.core.wall())
    cache.core.flush()
    return this.refetchQueries({ type: 'active', ...filters }, options)
  }

  #await(count: number, options: RefetchOptions): Promise<void> {
    const { core } = this.#queryCache
    const waits: Promise<unknown>[] = []
    if (count > 0) {
      const pairs = core.selection(count * 2)
      for (let at = 0; at < pairs.length; at += 2) {
        const promise = core.fetches.of(pairs[at]!, core.queries[pairs[at + 1]!]!).promise
        waits.push(options.throwOnError ? promise : promise.catch(noop))
      }
    }
    core.flush()
    return waits.length === 0 ? Promise.resolve() : Promise.all(waits).then(noop)
  }

  /** Cancels the fetches of every match; the state from before them comes back unless `revert` is false. */
  cancelQueries<TKey extends QueryKey = QueryKey>(filters: QueryFilters<TKey> = {}, options: CancelOptions = {}): Promise<void> {
    const cache = this.#queryCache
    cache.select(filters)
    cache.core.engine.cancelWanted(cache.core.wall(), options.revert ?? true)
    cache.core.flush()
    return Promise.resolve()
  }

  /** Takes every match out of the cache. Observers keep showing what they have. */
  removeQueries<TKey extends QueryKey = QueryKey>(filters: QueryFilters<TKey> = {}): void {
    const cache = this.#queryCache
    cache.select(filters)
    cache.core.engine.removeWanted(cache.core.wall())
    cache.core.flush()
  }

  /** Takes every query and mutation out of the cache. */
  clear(): void {
    this.#queryCache.clear()
    this.#mutationCache.clear()
  }

  getDefaultOptions(): DefaultOptions {
    return this.#defaults.options
  }

  setDefaultOptions(options: DefaultOptions): void {
    this.#defaults.options = options
  }

  /** Options for every query whose key matches, applied in the order in which they were set. */
  setQueryDefaults(queryKey: QueryKey, options: Partial<Omit<QueryObserverOptions<any, any, any, any>, 'queryKey'>>): void {
    this.#defaults.setQuery(queryKey, options)
  }

  getQueryDefaults(queryKey: QueryKey): Partial<QueryObserverOptions<any, any, any, any>> {
    return this.#defaults.getQuery(queryKey)
  }

  setMutationDefaults(mutationKey: MutationKey, options: MutationObserverOptions<any, any, any, any>): void {
    this.#defaults.setMutation(mutationKey, options)
  }

  getMutationDefaults(mutationKey: MutationKey): MutationObserverOptions<any, any, any, any> {
    return this.#defaults.getMutation(mutationKey)
  }

  /** The options with the client's defaults. */
  defaultQueryOptions(options: QueryOptions<any, any, any, any> | QueryObserverOptions<any, any, any, any, any>): DefaultedQueryObserverOptions {
    return this.#defaults.query(options)
  }

  /** The options with the client's defaults. */
  defaultMutationOptions<T extends MutationObserverOptions<any, any, any, any>>(options: T): T {
    return this.#defaults.mutation(options)
  }
}
