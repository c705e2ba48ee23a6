/** A cache's queries as plain data, for a server render. */
import { hashKey } from './keys/text.js'
import type { Query } from './query.js'
import type { QueryClient } from './queryClient.js'
import type { QueryKey, QueryMeta, QueryOptions, QueryState } from './types.js'
import { wallClock } from './platform.js'

export interface DehydratedQuery {
  queryHash: string
  queryKey: QueryKey
  state: QueryState<any, any>
  /** When it was written, by `Date.now()`. */
  dehydratedAt?: number
  meta?: QueryMeta
}
export interface DehydratedState {
  mutations: []
  queries: DehydratedQuery[]
}
export interface DehydrateOptions {
  /** Which queries. Default: those with data. */
  shouldDehydrateQuery?: (query: Query<any, any, any, any>) => boolean
  serializeData?: (data: any) => any
}
export interface HydrateOptions {
  defaultOptions?: { queries?: QueryOptions<any, any, any, any>; deserializeData?: (data: any) => any }
}

export function defaultShouldDehydrateQuery(query: Query<any, any, any, any>): boolean {
  return query.state.status === 'success'
}

/** The queries of a client as plain data, ready for `JSON.stringify` where their data is. */
export function dehydrate(client: QueryClient, options: DehydrateOptions = {}): DehydratedState {
  const keep = options.shouldDehydrateQuery ?? defaultShouldDehydrateQuery
  const queries = client
    .getQueryCache()
    .getAll()
    .filter(keep)
    .map((query): DehydratedQuery => {
      const { state, queryKey, queryHash, meta } = query
      const data = options.serializeData && state.data !== undefined ? options.serializeData(state.data) : state.data
      return { dehydratedAt: wallClock(), state: { ...state, data }, queryKey, queryHash, ...(meta && { meta }) }
    })
  return { mutations: [], queries }
}

/** Takes dehydrated queries over: new ones, and those whose data is newer than what is there. */
export function hydrate(client: QueryClient, dehydrated: unknown, options: HydrateOptions = {}): void {
  if (typeof dehydrated !== 'object' || dehydrated === null) return
  const { queries } = dehydrated as Partial<DehydratedState>
  if (!Array.isArray(queries)) return
  const cache = client.getQueryCache()
  for (const { queryKey, state, meta } of queries) {
    if (!Array.isArray(queryKey) || typeof state !== 'object' || state === null) continue
    const data: unknown = state.data === undefined || !options.defaultOptions?.deserializeData ? state.data : options.defaultOptions.deserializeData(state.data)
    const found = cache.lookUp(queryKey)
    const query = found ?? cache.build(client, client.defaultQueryOptions({ ...options.defaultOptions?.queries, queryKey, ...(meta && { meta }) }))
    query.restoreState({ ...state, data, status: data === undefined ? state.status : 'success' }, found !== undefined)
  }
}

/** @internal Whether `hydrate` would take this query over an existing one. */
export function isKnown(client: QueryClient, query: DehydratedQuery): boolean {
  return client.getQueryCache().get(query.queryHash ?? hashKey(query.queryKey)) !== undefined
}
