'use client'
import * as React from 'react'
import { notifyManager } from '../managers/notifyManager.js'
import type { QueryClient } from '../queryClient.js'
import type { MutationFilters, QueryFilters } from '../types.js'
import { useQueryClient } from './QueryClientProvider.js'

/** How many queries fetch. */
export function useIsFetching(filters?: QueryFilters, queryClient?: QueryClient): number {
  const client = useQueryClient(queryClient)
  return React.useSyncExternalStore(
    React.useCallback((changed: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(changed)), [client]),
    () => client.isFetching(filters),
    () => client.isFetching(filters),
  )
}

/** How many mutations are pending. */
export function useIsMutating(filters?: MutationFilters, queryClient?: QueryClient): number {
  const client = useQueryClient(queryClient)
  return React.useSyncExternalStore(
    React.useCallback((changed: () => void) => client.getMutationCache().subscribe(notifyManager.batchCalls(changed)), [client]),
    () => client.isMutating(filters),
    () => client.isMutating(filters),
  )
}
