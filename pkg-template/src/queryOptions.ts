import type { DataTag, DefaultError, QueryKey, QueryObserverOptions } from './types.js'

type Tagged<TOptions, TKey, TQueryFnData, TError> = TOptions & { queryKey: DataTag<TKey, TQueryFnData, TError> }

/** Options written once, used by hooks, prefetches and reads: the key knows what data belongs to it. */
export function queryOptions<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey>(
  options: QueryObserverOptions<TQueryFnData, TError, TData, TQueryFnData, TKey>,
): Tagged<QueryObserverOptions<TQueryFnData, TError, TData, TQueryFnData, TKey>, TKey, TQueryFnData, TError> {
  return options as Tagged<typeof options, TKey, TQueryFnData, TError>
}
