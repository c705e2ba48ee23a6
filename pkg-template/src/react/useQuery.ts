'use client'
import * as React from 'react'
import { notifyManager } from '../managers/notifyManager.js'
import type { QueryClient } from '../queryClient.js'
import { QueryObserver } from '../queryObserver.js'
import type { DefaultError, DefinedQueryObserverResult, QueryKey, QueryObserverOptions, QueryObserverResult } from '../types.js'
import { useQueryClient } from './QueryClientProvider.js'

export interface UseQueryOptions<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey>
  extends QueryObserverOptions<TQueryFnData, TError, TData, TQueryFnData, TKey> {
  /** Whether the component listens. Default true. */
  subscribed?: boolean
}
export type UseQueryResult<TData = unknown, TError = DefaultError> = QueryObserverResult<TData, TError>
export type DefinedUseQueryResult<TData = unknown, TError = DefaultError> = DefinedQueryObserverResult<TData, TError>

type WithInitialData<TQueryFnData> = { initialData: NonNullable<TQueryFnData> | (() => NonNullable<TQueryFnData>) }

/**
 * Reads a query, fetching it when it is missing or stale, and renders again when a field that was read changes.
 *
 * @param options as TanStack Query's; the data type follows from `queryFn`, or from `queryOptions`.
 * @param queryClient default: that of the nearest provider.
 */
export function useQuery<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey>(
  options: UseQueryOptions<TQueryFnData, TError, TData, TKey> & WithInitialData<TQueryFnData>,
  queryClient?: QueryClient,
): DefinedUseQueryResult<NoInfer<TData>, TError>
export function useQuery<TQueryFnData = unknown, TError = DefaultError, TData = TQueryFnData, TKey extends QueryKey = QueryKey>(
  options: UseQueryOptions<TQueryFnData, TError, TData, TKey>,
  queryClient?: QueryClient,
): UseQueryResult<NoInfer<TData>, TError>
export function useQuery(options: UseQueryOptions<any, any, any, any>, queryClient?: QueryClient): UseQueryResult<any, any> {
  const client = useQueryClient(queryClient)
  const defaulted = client.defaultQueryOptions(options)
  defaulted._optimisticResults = true
  const [observer] = React.useState(() => new QueryObserver<any, any, any, any, any>(client, defaulted))
  const result = observer.getOptimisticResult(defaulted)
  const subscribed = options.subscribed !== false
  React.useSyncExternalStore(
    React.useCallback(
      (changed: () => void) => {
        const stop = subscribed ? observer.subscribe(notifyManager.batchCalls(changed)) : () => {}
        // what changed between rendering and subscribing must not be missed
        observer.updateResult()
        return stop
      },
      [observer, subscribed],
    ),
    () => observer.getCurrentResult(),
    () => observer.getCurrentResult(),
  )
  React.useEffect(() => {
    observer.setOptions(defaulted)
  }, [defaulted, observer])
  if (result.isError && shouldThrow(defaulted.throwOnError, result.error, observer)) throw result.error
  return defaulted.notifyOnChangeProps ? result : observer.trackResult(result)
}

function shouldThrow(throwOnError: QueryObserverOptions<any, any, any, any, any>['throwOnError'], error: unknown, observer: QueryObserver<any, any, any, any, any>): boolean {
  return typeof throwOnError === 'function' ? throwOnError(error, observer.getCurrentQuery()) : throwOnError === true
}
