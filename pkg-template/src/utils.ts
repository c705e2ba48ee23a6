/** Small helpers that TanStack exports too. */
import type { Updater } from './types.js'

/** As `queryFn`: the query is disabled, and its data type is still known. */
export const skipToken: unique symbol = Symbol('skipToken')
export type SkipToken = typeof skipToken

export function noop(..._ignored: unknown[]): undefined {}

/** As `placeholderData`: what was shown for the previous key stays until the new data is there. */
export function keepPreviousData<T>(previousData: T | undefined): T | undefined {
  return previousData
}

export function functionalUpdate<TInput, TOutput>(updater: Updater<TInput, TOutput>, input: TInput): TOutput {
  return typeof updater === 'function' ? (updater as (input: TInput) => TOutput)(input) : updater
}

/** `value`, or what it gives for `query` where it is a function. */
export function resolveQueryValue<T, TQuery>(value: T | ((query: TQuery) => T) | undefined, query: TQuery): T | undefined {
  return typeof value === 'function' ? (value as (query: TQuery) => T)(query) : value
}

/** Whether two objects hold the same values under the same names. */
export function shallowEqualObjects(a: object, b: object | undefined): boolean {
  if (!b) return false
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  for (const name of names) {
    if ((a as Record<string, unknown>)[name] !== (b as Record<string, unknown>)[name]) return false
  }
  return true
}

/** What a listener of the app's throws is reported as uncaught, and stops nobody else. */
export function reportUncaught(error: unknown): void {
  void Promise.reject(error)
}
