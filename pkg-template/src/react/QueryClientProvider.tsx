'use client'
import * as React from 'react'
import type { QueryClient } from '../queryClient.js'

export const QueryClientContext = React.createContext<QueryClient | undefined>(undefined)

/** The client of the nearest provider, or the one given. */
export function useQueryClient(queryClient?: QueryClient): QueryClient {
  const client = React.useContext(QueryClientContext)
  if (queryClient) return queryClient
  if (!client) throw new Error('No QueryClient set, use QueryClientProvider to set one')
  return client
}

export interface QueryClientProviderProps {
  client: QueryClient
  children?: React.ReactNode
}

/** Gives `client` to the hooks below, and lets focus and network events refetch while it is mounted. */
export function QueryClientProvider({ client, children }: QueryClientProviderProps): React.JSX.Element {
  React.useEffect(() => {
    client.mount()
    return () => client.unmount()
  }, [client])
  return <QueryClientContext.Provider value={client}>{children}</QueryClientContext.Provider>
}
