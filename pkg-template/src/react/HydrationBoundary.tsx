'use client'
import * as React from 'react'
import { hydrate, isKnown, type DehydratedState, type HydrateOptions } from '../hydration.js'
import type { QueryClient } from '../queryClient.js'
import { useQueryClient } from './QueryClientProvider.js'

export interface HydrationBoundaryProps {
  /** What `dehydrate` gave on the server. */
  state: DehydratedState | null | undefined
  options?: HydrateOptions
  children?: React.ReactNode
  /** Default: that of the nearest provider. */
  queryClient?: QueryClient
}

/**
 * Takes a dehydrated state over before its children render. Queries that exist already get newer data after the commit,
 * so that a transition which is given up changes nothing on the page.
 */
export function HydrationBoundary({ state, options, children, queryClient }: HydrationBoundaryProps): React.ReactNode {
  const client = useQueryClient(queryClient)
  const optionsRef = React.useRef(options)
  React.useEffect(() => {
    optionsRef.current = options
  })
  const later = React.useMemo(() => {
    if (!state || !Array.isArray(state.queries)) return undefined
    const known = state.queries.filter((query) => isKnown(client, query))
    const fresh = state.queries.filter((query) => !known.includes(query))
    hydrate(client, { mutations: [], queries: fresh }, optionsRef.current)
    return known.length > 0 ? known : undefined
  }, [client, state])
  React.useEffect(() => {
    if (later) hydrate(client, { mutations: [], queries: later }, optionsRef.current)
  }, [client, later])
  return children
}
