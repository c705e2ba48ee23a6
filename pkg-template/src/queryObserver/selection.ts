/** What an observer shows in place of the data: a placeholder while there is none, and what `select` makes of it. */
import type { Query } from '../query.js'
import type { QueryObserverOptions, QueryObserverResult, QueryStatus } from '../types.js'
import { replaceEqualDeep } from '../values/share.js'

type AnyOptions = QueryObserverOptions<any, any, any, any, any>

interface Shown<TData> {
  data: TData | undefined
  isPlaceholder: boolean
  failed: boolean
  error: unknown
}

export class Selection<TQueryData, TData> {
  #input: TQueryData | undefined
  #select: ((data: TQueryData) => TData) | undefined
  #output: TData | undefined
  #failed = false
  #error: unknown
  #placeholder: unknown
  #placeholderOption: unknown

  /** `last`: the last query that had data, for `keepPreviousData`. */
  show(
    query: Query<any, any, any, any>,
    options: AnyOptions,
    status: QueryStatus,
    before: QueryObserverResult<TData, any> | undefined,
    last: Query<any, any, any, any> | undefined,
  ): Shown<TData> {
    let data = query.data as TQueryData | undefined
    let isPlaceholder = false
    if (data === undefined && options.placeholderData !== undefined && status === 'pending') {
      data = this.#placeholderFor(options, before, last)
      isPlaceholder = data !== undefined
    }
    if (!options.select || data === undefined) {
      this.#failed = false
      return { data: data as TData | undefined, isPlaceholder, failed: false, error: null }
    }
    if (data !== this.#input || options.select !== this.#select) {
      this.#input = data
      this.#select = options.select
      try {
        const selected = (options.select as (data: TQueryData) => TData)(data)
        this.#output = this.#share(options, before?.data, selected)
        this.#failed = false
      } catch (error) {
        this.#failed = true
        this.#error = error
      }
    }
    return { data: this.#output, isPlaceholder, failed: this.#failed, error: this.#error }
  }

  #placeholderFor(
    options: AnyOptions,
    before: QueryObserverResult<TData, any> | undefined,
    last: Query<any, any, any, any> | undefined,
  ): TQueryData | undefined {
    const option = options.placeholderData as unknown
    if (before?.isPlaceholderData && option === this.#placeholderOption) return this.#placeholder as TQueryData
    this.#placeholderOption = option
    const value = typeof option === 'function' ? (option as (data: unknown, query: unknown) => unknown)(last?.data, last) : option
    this.#placeholder = this.#share(options, this.#placeholder, value)
    return this.#placeholder as TQueryData | undefined
  }

  #share<T>(options: AnyOptions, before: unknown, after: T): T {
    const { structuralSharing } = options
    if (typeof structuralSharing === 'function') return structuralSharing(before, after) as T
    return structuralSharing === false ? after : replaceEqualDeep(before, after)
  }
}
