'use client'
import * as React from 'react'
import { notifyManager } from '../managers/notifyManager.js'
import { MutationObserver } from '../mutationObserver.js'
import type { QueryClient } from '../queryClient.js'
import type { DefaultError, MutateFunction, MutationObserverOptions, MutationObserverResult } from '../types.js'
import { noop } from '../utils.js'
import { useQueryClient } from './QueryClientProvider.js'

export type UseMutationOptions<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown> = MutationObserverOptions<
  TData,
  TError,
  TVariables,
  TContext
>
type Override<A, B> = A extends unknown ? Omit<A, keyof B> & B : never
export type UseMutateFunction<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown> = (
  ...args: Parameters<MutateFunction<TData, TError, TVariables, TContext>>
) => void
export type UseMutationResult<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown> = Override<
  MutationObserverResult<TData, TError, TVariables, TContext>,
  { mutate: UseMutateFunction<TData, TError, TVariables, TContext>; mutateAsync: MutateFunction<TData, TError, TVariables, TContext> }
>

/**
 * A write: `mutate` starts it, the result shows how it goes. `mutateAsync` gives the promise.
 *
 * @param options as TanStack Query's; the types follow from `mutationFn`.
 * @param queryClient default: that of the nearest provider.
 */
export function useMutation<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown>(
  options: UseMutationOptions<TData, TError, TVariables, TContext>,
  queryClient?: QueryClient,
): UseMutationResult<TData, TError, TVariables, TContext> {
  const client = useQueryClient(queryClient)
  const [observer] = React.useState(() => new MutationObserver(client, options))
  React.useEffect(() => {
    observer.setOptions(options)
  }, [observer, options])
  const result = React.useSyncExternalStore(
    React.useCallback((changed: () => void) => observer.subscribe(notifyManager.batchCalls(changed)), [observer]),
    () => observer.getCurrentResult(),
    () => observer.getCurrentResult(),
  )
  const mutate = React.useCallback(
    (...[variables, callbacks]: Parameters<MutateFunction<TData, TError, TVariables, TContext>>) => {
      observer.mutate(variables as TVariables, callbacks).catch(noop)
    },
    [observer],
  )
  const { throwOnError } = observer.options
  if (result.error && (typeof throwOnError === 'function' ? throwOnError(result.error) : throwOnError)) throw result.error
  return { ...result, mutate, mutateAsync: result.mutate } as unknown as UseMutationResult<TData, TError, TVariables, TContext>
}
