/** One cached query: its data, which the engine never sees, and a view of the state that the engine keeps. */
import type { KeyNode } from './keys/interner.js'
import { hashKey } from './keys/text.js'
import type { Core } from './engine/core.js'
import {
  ACTIVE,
  DATA_UPDATED_AT,
  DATA_UPDATES,
  DISABLED,
  ERROR_UPDATED_AT,
  ERROR_UPDATES,
  FAILURES,
  FETCH_STATUS,
  INVALIDATED,
  NONE,
  STALE_FOR_SOMEONE,
  STATIC,
  STATUS,
} from './engine/codes.js'
import { delayNumber, gcTimeNumber, networkNumber, retryNumber, staleNumber } from './engine/options.js'
import { CancelledError } from './errors.js'
import { reportUncaught, skipToken } from './utils.js'
import { replaceEqualDeep } from './values/share.js'
import { ObserverList } from './queryObserver/observerList.js'
import type { QueryCache } from './queryCache.js'
import type { QueryClient } from './queryClient.js'
import type { QueryObserver } from './queryObserver.js'
import type { CancelOptions, DefaultError, QueryFunction, QueryKey, QueryMeta, QueryOptions, QueryState, SetDataOptions, StaleTime } from './types.js'
import type { SkipToken } from './utils.js'

type AnyOptions = QueryOptions<any, any, any, any>
type AnyObserver = QueryObserver<any, any, any, any, any>

export class Query<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey> {
  readonly queryKey: TKey
  options: QueryOptions<TQueryFnData, TError, TData, TKey>
  /** @internal The data shown; read it through `state.data` or `getQueryData`. */
  data: TData | undefined = undefined
  /** @internal The last error; counts while the status is `error`. */
  error: unknown = null
  /** @internal The last failure; counts while there are failures. */
  failureReason: unknown = null
  /** @internal The failure that a cancelled fetch puts back. */
  reasonBefore: unknown = null
  /** @internal The engine's number; NONE once it left the cache. */
  slot: number = NONE
  #cache: QueryCache
  #client: QueryClient
  #node: KeyNode<Query<any, any, any, any>>
  #observers: ObserverList<AnyObserver> | undefined = undefined
  #initial: TData | undefined = undefined
  #state: QueryState<TData, TError> | undefined = undefined
  #stateVersion = -1

  /** @internal */
  constructor(cache: QueryCache, client: QueryClient, key: TKey, options: AnyOptions, node: KeyNode<Query<any, any, any, any>>) {
    this.#cache = cache
    this.#client = client
    this.#node = node
    this.queryKey = key
    this.options = options
  }

  get #core(): Core {
    return this.#cache.core
  }

  /** @internal */
  get client(): QueryClient {
    return this.#client
  }

  get queryHash(): string {
    return hashKey(this.queryKey)
  }

  get meta(): QueryMeta | undefined {
    return this.options.meta
  }

  /** The observers, in the order in which they came. */
  get observers(): AnyObserver[] {
    return this.#observers?.toArray() ?? []
  }

  /** A snapshot; the same object until something changes. */
  get state(): QueryState<TData, TError> {
    if (this.slot === NONE && this.#state) return this.#state
    const version = this.#core.engine.version(this.slot)
    if (!this.#state || version !== this.#stateVersion) {
      this.#state = this.#readState()
      this.#stateVersion = version
    }
    return this.#state
  }

  #readState(): QueryState<TData, TError> {
    const core = this.#core
    const bits = core.engine.read(this.slot)
    const status = STATUS[bits & 3]!
    const failures = core.state(FAILURES)
    return {
      data: this.data,
      dataUpdateCount: core.state(DATA_UPDATES),
      dataUpdatedAt: core.state(DATA_UPDATED_AT),
      error: status === 'error' ? (this.error as TError) : null,
      errorUpdateCount: core.state(ERROR_UPDATES),
      errorUpdatedAt: core.state(ERROR_UPDATED_AT),
      fetchFailureCount: failures,
      fetchFailureReason: failures > 0 ? (this.failureReason as TError) : null,
      isInvalidated: (bits & INVALIDATED) !== 0,
      status,
      fetchStatus: FETCH_STATUS[(bits >> 2) & 3]!,
    }
  }

  getObserversCount(): number {
    return this.#observers?.size ?? 0
  }

  isActive(): boolean {
    return (this.#core.engine.describe(this.slot) & ACTIVE) !== 0
  }

  isDisabled(): boolean {
    return (this.#core.engine.describe(this.slot) & DISABLED) !== 0
  }

  isStatic(): boolean {
    return (this.#core.engine.describe(this.slot) & STATIC) !== 0
  }

  isStale(): boolean {
    return (this.#core.engine.describe(this.slot) & STALE_FOR_SOMEONE) !== 0
  }

  isFetched(): boolean {
    const { dataUpdateCount, errorUpdateCount } = this.state
    return dataUpdateCount + errorUpdateCount > 0
  }

  isStaleByTime(staleTime: StaleTime = 0): boolean {
    return this.#core.engine.isStaleByTime(this.#core.wall(), this.slot, staleNumber(staleTime))
  }

  /** Writes data, as `setQueryData` does. */
  setData(newData: TData, options?: SetDataOptions): TData {
    const shared = this.share(newData)
    this.data = shared
    this.reasonBefore = this.failureReason
    if (this.#core.engine.dataWritten(this.#core.wall(), this.slot, options?.updatedAt ?? NaN) !== 0) this.#core.flush()
    return shared
  }

  /** Merges a foreign state, for devtools and stores. */
  setState(state: Partial<QueryState<TData, TError>>): void {
    this.restoreState(state, false)
  }

  /** @internal Merges a foreign state, or only one whose data is newer. */
  restoreState(state: Partial<QueryState<TData, TError>>, newer: boolean): void {
    const next = { ...this.state, ...state }
    const bits = STATUS.indexOf(next.status) | (next.data === undefined ? 0 : 4) | (next.isInvalidated ? 8 : 0)
    const taken = this.#core.engine.stateRestored(
      this.#core.wall(),
      this.slot,
      bits,
      next.dataUpdatedAt,
      next.errorUpdatedAt,
      next.dataUpdateCount,
      next.errorUpdateCount,
      next.fetchFailureCount,
      newer,
    )
    if (taken) {
      this.data = next.data
      this.error = next.error
      this.failureReason = next.fetchFailureReason
    }
    this.#core.flush()
  }

  /** Fetches now, or joins the fetch under way; resolves with the data. */
  fetch(options?: QueryOptions<TQueryFnData, TError, TData, TKey>, fetchOptions?: { cancelRefetch?: boolean }): Promise<TData> {
    const core = this.#core
    const replace = fetchOptions?.cancelRefetch ?? false
    if (options && !core.engine.wouldJoin(this.slot, replace)) this.setOptions(options)
    const id = core.engine.fetchWanted(core.wall(), this.slot, replace)
    const promise = core.fetches.of(id, this).promise as Promise<TData>
    core.flush()
    return promise
  }

  /** Cancels the fetch under way. Unless `revert`, the cancellation is the query's error. */
  cancel(options?: CancelOptions): Promise<void> {
    this.#act(() => this.#core.engine.cancelWanted(this.#core.wall(), options?.revert ?? false))
    return Promise.resolve()
  }

  invalidate(): void {
    this.#act(() => this.#core.engine.invalidateWanted(this.#core.wall()))
  }

  reset(): void {
    this.#act(() => this.#core.engine.resetWanted(this.#core.wall()))
  }

  #act(act: () => void): void {
    if (this.slot === NONE) return
    this.#core.engine.selectExact(this.slot, 0, 2, 3)
    act()
    this.#core.flush()
  }

  /** @internal The function that fetches: the query's own, or that of an observer which brought one. */
  get queryFn(): QueryFunction<any, any> | SkipToken | undefined {
    if (this.options.queryFn !== undefined || !this.#observers) return this.options.queryFn
    for (const observer of this.#observers.toArray()) {
      if (observer.options.queryFn !== undefined) return observer.options.queryFn
    }
    return undefined
  }

  /** @internal */
  setOptions(options: AnyOptions): void {
    const before = this.options
    this.options = options
    if (
      before.gcTime !== options.gcTime ||
      before.retry !== options.retry ||
      before.retryDelay !== options.retryDelay ||
      before.networkMode !== options.networkMode ||
      (before.queryFn === skipToken) !== (options.queryFn === skipToken)
    ) {
      const core = this.#core
      core.engine.queryConfigured(
        core.wall(),
        this.slot,
        gcTimeNumber(options.gcTime),
        retryNumber(options.retry),
        delayNumber(options.retryDelay),
        networkNumber(options.networkMode),
        options.queryFn === skipToken,
      )
    }
    if (options.initialData !== undefined && this.data === undefined) this.#initialise(options)
  }

  #initialise(options: AnyOptions): void {
    const data = typeof options.initialData === 'function' ? (options.initialData as () => TData | undefined)() : options.initialData
    if (data === undefined) return
    const at = options.initialDataUpdatedAt
    const updatedAt = (typeof at === 'function' ? at() : at) ?? NaN
    if (!this.#core.engine.dataOffered(this.#core.wall(), this.slot, updatedAt)) return
    this.data = this.#initial = data
    this.#core.flush()
  }

  /** @internal New data with its equal parts taken from the old. */
  share(data: TData): TData {
    const { structuralSharing } = this.options
    if (typeof structuralSharing === 'function') return structuralSharing(this.data, data) as TData
    return structuralSharing === false ? data : replaceEqualDeep(this.data, data)
  }

  /** @internal */
  addObserver(observer: AnyObserver): void {
    ;(this.#observers ??= new ObserverList()).add(observer)
    if (this.#core.watched) this.#core.movedObservers.push(observer)
  }

  /** @internal */
  removeObserver(observer: AnyObserver): void {
    if (!this.#observers?.delete(observer) || !this.#core.watched) return
    if (this.slot !== NONE) this.#core.movedObservers.push(observer)
    else this.#cache.notify({ type: 'observerRemoved', query: this, observer })
  }

  /** @internal */
  notifyObservers(): void {
    if (!this.#observers) return
    for (const observer of this.#observers.toArray()) {
      try {
        observer.onQueryUpdate()
      } catch (error) {
        reportUncaught(error)
      }
    }
  }

  /** @internal The last failure, or the cancellation, is the query's error. */
  keepError(cancelled: boolean): void {
    if (cancelled) this.failureReason = new CancelledError({ revert: false })
    this.error = this.failureReason
  }

  /** @internal The engine put the query back to how it was made. */
  restore(): void {
    this.data = this.#initial
    this.error = null
    this.failureReason = null
  }

  /** @internal The query left the cache; whoever holds it keeps its last state. */
  unlink(): void {
    void this.state
    this.#node.clear()
    this.slot = NONE
  }
}
