/** The public types. Names and meaning are TanStack Query v5's. */
import type { Mutation } from './mutation.js'
import type { MutationCache } from './mutationCache.js'
import type { Query } from './query.js'
import type { QueryCache } from './queryCache.js'
import type { QueryClient } from './queryClient.js'
import type { SkipToken } from './utils.js'

/** Augment it to change `DefaultError` and the meta types everywhere: `declare module 'querycache' { interface Register { defaultError: MyError } }`. */
export interface Register {}

export type DefaultError = Register extends { defaultError: infer TError } ? TError : Error
export type QueryKey = Register extends { queryKey: infer TKey extends readonly unknown[] } ? TKey : readonly unknown[]
export type MutationKey = readonly unknown[]
export type QueryMeta = Register extends { queryMeta: infer TMeta extends Record<string, unknown> } ? TMeta : Record<string, unknown>
export type MutationMeta = Register extends { mutationMeta: infer TMeta extends Record<string, unknown> } ? TMeta : Record<string, unknown>

declare const dataTag: unique symbol
declare const errorTag: unique symbol
/** A key that knows what data belongs to it; made by `queryOptions`. */
export type DataTag<TKey, TData, TError = DefaultError> = TKey & { [dataTag]: TData; [errorTag]: TError }
/** The data of a tagged key, else `TFallback`. */
export type InferDataFromTag<TFallback, TKey> = TKey extends { [dataTag]: infer TData } ? TData : TFallback
/** The error of a tagged key, else `TFallback`. */
export type InferErrorFromTag<TFallback, TKey> = TKey extends { [errorTag]: infer TError } ? TError : TFallback

/** `pending`: no data yet; `error`: the last attempt failed; `success`: there is data. */
export type QueryStatus = 'pending' | 'error' | 'success'
/** `fetching`: the query function runs, or a repeat is waited for; `paused`: waits for the network. */
export type FetchStatus = 'fetching' | 'paused' | 'idle'
export type MutationStatus = 'idle' | 'pending' | 'success' | 'error'
/** `online` (default): nothing starts or is repeated offline; `always`: the network does not matter; `offlineFirst`: the first attempt runs, repeats wait. */
export type NetworkMode = 'online' | 'always' | 'offlineFirst'

/** What a query function is called with. */
export interface QueryFunctionContext<TKey extends QueryKey = QueryKey> {
  client: QueryClient
  queryKey: TKey
  /** Aborts when the answer is no longer wanted. A function that reads it is aborted when its last observer leaves. */
  readonly signal: AbortSignal
  meta: QueryMeta | undefined
}

/** A function whose argument may be given more or less exactly: options with a tagged key are options with that key. */
type Lenient<TArgs extends unknown[], TResult> = { call(...args: TArgs): TResult }['call']

export type QueryFunction<T = unknown, TKey extends QueryKey = QueryKey> = Lenient<[context: QueryFunctionContext<TKey>], T | Promise<T>>

export type RetryValue<TError> = boolean | number | ((failureCount: number, error: TError) => boolean)
export type RetryDelayValue<TError> = number | ((failureCount: number, error: TError) => number)

/** Milliseconds for which data counts as fresh; `'static'`: always, even when invalidated. */
export type StaleTime = number | 'static'
type OrFrom<TQuery, T> = T | Lenient<[query: TQuery], T>

export interface QueryOptions<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey> {
  queryKey?: TKey
  /** Fetches the data; required unless a default is set. `skipToken` disables the query. */
  queryFn?: QueryFunction<TQueryFnData, TKey> | SkipToken
  /** Milliseconds that unobserved data stays; the longest ever asked for counts. Default 5 minutes, Infinity on a server. */
  gcTime?: number
  /** How often a failed fetch is repeated. Default 3, 0 on a server. */
  retry?: RetryValue<TError>
  /** Milliseconds before a repeat. Default `min(1000 * 2 ** failureCount, 30000)`. */
  retryDelay?: RetryDelayValue<TError>
  /** Default `online`. */
  networkMode?: NetworkMode
  /** Whether equal parts of new data keep the identity of the old; or a function that does it. Default true. */
  structuralSharing?: boolean | ((before: unknown, after: unknown) => unknown)
  /** Data that the cache starts with; counts as fetched at `initialDataUpdatedAt`, by default now. */
  initialData?: TData | (() => TData | undefined)
  initialDataUpdatedAt?: number | (() => number | undefined)
  meta?: QueryMeta
}

type RefetchOption<TQuery> = OrFrom<TQuery, boolean | 'always'>

export interface QueryObserverOptions<
  TQueryFnData = unknown,
  TError = DefaultError,
  TData = TQueryFnData,
  TQueryData = TQueryFnData,
  TKey extends QueryKey = QueryKey,
> extends QueryOptions<TQueryFnData, TError, TQueryData, TKey> {
  queryKey: TKey
  /** Whether it fetches by itself. Default true. */
  enabled?: OrFrom<Query<TQueryFnData, TError, TQueryData, TKey>, boolean>
  /** Default 0. */
  staleTime?: OrFrom<Query<TQueryFnData, TError, TQueryData, TKey>, StaleTime>
  /** true (default): refetch if stale; `'always'`; false. */
  refetchOnMount?: RefetchOption<Query<TQueryFnData, TError, TQueryData, TKey>>
  /** true (default): refetch if stale; `'always'`; false. */
  refetchOnWindowFocus?: RefetchOption<Query<TQueryFnData, TError, TQueryData, TKey>>
  /** true: refetch if stale (default, unless `networkMode` is `always`); `'always'`; false. */
  refetchOnReconnect?: RefetchOption<Query<TQueryFnData, TError, TQueryData, TKey>>
  /** Whether a mount fetches again after an error without data. Default true. */
  retryOnMount?: boolean
  /** Derives what the observer shows; runs again only when the data or the function changed. */
  select?: (data: TQueryData) => TData
  /** Shown while there is no data; never stored. */
  placeholderData?:
    | (TQueryData extends Function ? never : TQueryData)
    | Lenient<[previousData: TQueryData | undefined, previousQuery: Query<TQueryFnData, TError, TQueryData, TKey> | undefined], TQueryData | undefined>
  /** Which fields' changes are told. Default: in React the fields that were read, else all. */
  notifyOnChangeProps?: readonly (keyof QueryObserverResult)[] | 'all' | (() => readonly (keyof QueryObserverResult)[] | 'all' | undefined)
  /** Whether an error is thrown while rendering. Default false. */
  throwOnError?: boolean | Lenient<[error: TError, query: Query<TQueryFnData, TError, TQueryData, TKey>], boolean>
}

/** Options after the client's defaults were applied. */
export type DefaultedQueryObserverOptions = QueryObserverOptions<any, any, any, any, any> & { _defaulted: true; _optimisticResults?: boolean }

export interface QueryState<TData = unknown, TError = DefaultError> {
  data: TData | undefined
  /** How often data arrived. */
  dataUpdateCount: number
  /** When the data was written, by `Date.now()`; 0 without data. */
  dataUpdatedAt: number
  error: TError | null
  errorUpdateCount: number
  errorUpdatedAt: number
  /** Failures of the fetch under way. */
  fetchFailureCount: number
  fetchFailureReason: TError | null
  isInvalidated: boolean
  status: QueryStatus
  fetchStatus: FetchStatus
}

interface ResultBase<TData, TError> {
  dataUpdatedAt: number
  errorUpdatedAt: number
  errorUpdateCount: number
  failureCount: number
  failureReason: TError | null
  fetchStatus: FetchStatus
  isEnabled: boolean
  isFetched: boolean
  isFetchedAfterMount: boolean
  isFetching: boolean
  isInitialLoading: boolean
  isLoading: boolean
  isPaused: boolean
  isPlaceholderData: boolean
  isRefetching: boolean
  isStale: boolean
  /** Fetches now; resolves with the result, and rejects only with `throwOnError`. */
  refetch: (options?: RefetchOptions) => Promise<QueryObserverResult<TData, TError>>
}

export interface QueryObserverPendingResult<TData = unknown, TError = DefaultError> extends ResultBase<TData, TError> {
  data: undefined
  error: null
  status: 'pending'
  isPending: true
  isError: false
  isSuccess: false
  isLoadingError: false
  isRefetchError: false
}
interface ErrorResult<TError> {
  error: TError
  status: 'error'
  isPending: false
  isError: true
  isSuccess: false
}
/** The first load failed: there is no data. */
export interface QueryObserverLoadingErrorResult<TData = unknown, TError = DefaultError> extends ResultBase<TData, TError>, ErrorResult<TError> {
  data: undefined
  isLoadingError: true
  isRefetchError: false
}
/** A refetch failed: the data from before is still there. */
export interface QueryObserverRefetchErrorResult<TData = unknown, TError = DefaultError> extends ResultBase<TData, TError>, ErrorResult<TError> {
  data: TData
  isLoadingError: false
  isRefetchError: true
}
export interface QueryObserverSuccessResult<TData = unknown, TError = DefaultError> extends ResultBase<TData, TError> {
  data: TData
  error: null
  status: 'success'
  isPending: false
  isError: false
  isSuccess: true
  isLoadingError: false
  isRefetchError: false
}
/** A result that always has data. */
export type DefinedQueryObserverResult<TData = unknown, TError = DefaultError> = QueryObserverSuccessResult<TData, TError> | QueryObserverRefetchErrorResult<TData, TError>
export type QueryObserverResult<TData = unknown, TError = DefaultError> =
  | QueryObserverPendingResult<TData, TError>
  | QueryObserverLoadingErrorResult<TData, TError>
  | DefinedQueryObserverResult<TData, TError>

export interface FetchQueryOptions<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey>
  extends QueryOptions<TQueryFnData, TError, TData, TKey> {
  queryKey: TKey
  /** Data no older than this is given without a fetch. Default 0. */
  staleTime?: OrFrom<Query<TQueryFnData, TError, TData, TKey>, StaleTime>
}

export interface QueryFilters<TKey extends QueryKey = QueryKey> {
  /** A key's beginning; its objects match objects that contain them. */
  queryKey?: TKey
  /** The key as a whole. Default false. */
  exact?: boolean
  /** With or without enabled observers. Default `all`. */
  type?: 'all' | 'active' | 'inactive'
  stale?: boolean
  fetchStatus?: FetchStatus
  predicate?: (query: Query<any, any, any, any>) => boolean
}

export interface RefetchOptions {
  /** Reject when the fetch fails. Default false. */
  throwOnError?: boolean
  /** Cancel a fetch under way first, where there is data. Default true. */
  cancelRefetch?: boolean
}
export interface InvalidateQueryFilters<TKey extends QueryKey = QueryKey> extends QueryFilters<TKey> {
  /** Which of the invalidated are fetched. Default: `type`, else `active`. */
  refetchType?: 'all' | 'active' | 'inactive' | 'none'
}
export interface CancelOptions {
  /** Put back the state from before the fetch. Default true. */
  revert?: boolean
  silent?: boolean
}
export interface SetDataOptions {
  /** When the data was made, by `Date.now()`. Default now. */
  updatedAt?: number
}
export type Updater<TInput, TOutput> = TOutput | ((input: TInput) => TOutput)

/** What a mutation function is called with, after its variables. */
export interface MutationFunctionContext {
  client: QueryClient
  meta: MutationMeta | undefined
  mutationKey: MutationKey | undefined
}
export type MutationFunction<TData = unknown, TVariables = unknown> = (variables: TVariables, context: MutationFunctionContext) => Promise<TData>

type Awaitable = unknown

export interface MutateOptions<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown> {
  onSuccess?: (data: TData, variables: TVariables, onMutateResult: TContext | undefined, context: MutationFunctionContext) => void
  onError?: (error: TError, variables: TVariables, onMutateResult: TContext | undefined, context: MutationFunctionContext) => void
  onSettled?: (
    data: TData | undefined,
    error: TError | null,
    variables: TVariables,
    onMutateResult: TContext | undefined,
    context: MutationFunctionContext,
  ) => void
}

export interface MutationOptions<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown> {
  mutationFn?: MutationFunction<TData, TVariables>
  mutationKey?: MutationKey
  /** Runs before the request; what it returns is given to the other callbacks. */
  onMutate?: (variables: TVariables, context: MutationFunctionContext) => Promise<TContext> | TContext
  onSuccess?: (data: TData, variables: TVariables, onMutateResult: TContext, context: MutationFunctionContext) => Awaitable
  onError?: (error: TError, variables: TVariables, onMutateResult: TContext | undefined, context: MutationFunctionContext) => Awaitable
  onSettled?: (
    data: TData | undefined,
    error: TError | null,
    variables: TVariables,
    onMutateResult: TContext | undefined,
    context: MutationFunctionContext,
  ) => Awaitable
  /** Default 0. */
  retry?: RetryValue<TError>
  retryDelay?: RetryDelayValue<TError>
  networkMode?: NetworkMode
  /** Milliseconds that a settled, unobserved mutation stays. Default 5 minutes. */
  gcTime?: number
  meta?: MutationMeta
}
export interface MutationObserverOptions<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown>
  extends MutationOptions<TData, TError, TVariables, TContext> {
  throwOnError?: boolean | ((error: TError) => boolean)
}

export interface MutationState<TData = unknown, TError = DefaultError, TVariables = unknown, TContext = unknown> {
  context: TContext | undefined
  data: TData | undefined
  error: TError | null
  failureCount: number
  failureReason: TError | null
  isPaused: boolean
  status: MutationStatus
  variables: TVariables | undefined
  submittedAt: number
}

export type MutateFunction<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown> = (
  ...args: undefined extends TVariables
    ? [variables?: TVariables, options?: MutateOptions<TData, TError, TVariables, TContext>]
    : [variables: TVariables, options?: MutateOptions<TData, TError, TVariables, TContext>]
) => Promise<TData>

interface MutationResultBase<TData, TError, TVariables, TContext> {
  context: TContext | undefined
  failureCount: number
  failureReason: TError | null
  isPaused: boolean
  submittedAt: number
  variables: TVariables | undefined
  mutate: MutateFunction<TData, TError, TVariables, TContext>
  /** Back to idle. The mutation itself goes on. */
  reset: () => void
}
type Flags<TStatus extends MutationStatus> = {
  status: TStatus
  isIdle: TStatus extends 'idle' ? true : false
  isPending: TStatus extends 'pending' ? true : false
  isError: TStatus extends 'error' ? true : false
  isSuccess: TStatus extends 'success' ? true : false
}
export type MutationObserverResult<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown> = MutationResultBase<
  TData,
  TError,
  TVariables,
  TContext
> &
  (
    | (Flags<'idle'> & { data: undefined; error: null })
    | (Flags<'pending'> & { data: undefined; error: null })
    | (Flags<'error'> & { data: undefined; error: TError })
    | (Flags<'success'> & { data: TData; error: null })
  )

export interface MutationFilters {
  mutationKey?: MutationKey
  exact?: boolean
  status?: MutationStatus
  predicate?: (mutation: Mutation<any, any, any, any>) => boolean
}

export interface DefaultOptions<TError = DefaultError> {
  queries?: Omit<QueryObserverOptions<unknown, TError>, 'queryKey'>
  mutations?: MutationObserverOptions<unknown, TError, unknown, unknown>
}
export interface QueryClientConfig {
  queryCache?: QueryCache
  mutationCache?: MutationCache
  defaultOptions?: DefaultOptions
}
