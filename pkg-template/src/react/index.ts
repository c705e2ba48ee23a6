/** `querycache/react`: the hooks, and everything of `querycache` beside them. */
export * from '../index.js'
export { HydrationBoundary, type HydrationBoundaryProps } from './HydrationBoundary.js'
export { QueryClientContext, QueryClientProvider, useQueryClient, type QueryClientProviderProps } from './QueryClientProvider.js'
export { useIsFetching, useIsMutating } from './useIsFetching.js'
export { useMutation, type UseMutateFunction, type UseMutationOptions, type UseMutationResult } from './useMutation.js'
export { useQuery, type DefinedUseQueryResult, type UseQueryOptions, type UseQueryResult } from './useQuery.js'
