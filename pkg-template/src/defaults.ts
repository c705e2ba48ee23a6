/** The default options of a client, general and by key. */
import { hashKey } from './keys/text.js'
import { partialMatchKey } from './keys/partialMatch.js'
import type {
  DefaultedQueryObserverOptions,
  DefaultOptions,
  MutationKey,
  MutationObserverOptions,
  QueryKey,
  QueryObserverOptions,
  QueryOptions,
} from './types.js'

type AnyMutationOptions = MutationObserverOptions<any, any, any, any>
type PartialQueryOptions = Partial<QueryObserverOptions<any, any, any, any, any>>

export class Defaults {
  options: DefaultOptions
  #queries = new Map<string, { key: QueryKey; options: PartialQueryOptions }>()
  #mutations = new Map<string, { key: MutationKey; options: AnyMutationOptions }>()

  constructor(options: DefaultOptions = {}) {
    this.options = options
  }

  setQuery(key: QueryKey, options: PartialQueryOptions): void {
    this.#queries.set(hashKey(key), { key, options })
  }

  getQuery(key: QueryKey): PartialQueryOptions {
    return matching(this.#queries, key)
  }

  setMutation(key: MutationKey, options: AnyMutationOptions): void {
    this.#mutations.set(hashKey(key), { key, options })
  }

  getMutation(key: MutationKey): AnyMutationOptions {
    return matching(this.#mutations, key)
  }

  query(options: QueryOptions<any, any, any, any> | QueryObserverOptions<any, any, any, any, any>): DefaultedQueryObserverOptions {
    if ((options as Partial<DefaultedQueryObserverOptions>)._defaulted) return options as DefaultedQueryObserverOptions
    const byKey = this.#queries.size > 0 && options.queryKey ? this.getQuery(options.queryKey) : undefined
    return { ...this.options.queries, ...byKey, ...options, _defaulted: true } as DefaultedQueryObserverOptions
  }

  mutation<T extends AnyMutationOptions>(options: T): T {
    const byKey = this.#mutations.size > 0 && options.mutationKey ? this.getMutation(options.mutationKey) : undefined
    return { ...this.options.mutations, ...byKey, ...options } as T
  }
}

function matching<T extends object>(defaults: Map<string, { key: readonly unknown[]; options: T }>, key: readonly unknown[]): T {
  const merged = {} as T
  for (const each of defaults.values()) {
    if (partialMatchKey(key, each.key)) Object.assign(merged, each.options)
  }
  return merged
}
