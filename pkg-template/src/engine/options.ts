/** Options as the numbers that the engine takes. Functions of the app's are evaluated here, their answers judged there. */
import { QueryCacheError } from '../errors.js'
import type { Query } from '../query.js'
import type { NetworkMode, QueryObserverOptions, RetryDelayValue, RetryValue, StaleTime } from '../types.js'
import { resolveQueryValue } from '../utils.js'
import { ENABLED, ON_FOCUS, ON_MOUNT, ON_RECONNECT, RETRY_ON_MOUNT } from './codes.js'

/** Five minutes, for queries and mutations. */
export const GC_TIME = 5 * 60 * 1000

export function gcTimeNumber(gcTime: number | undefined): number {
  return gcTime ?? GC_TIME
}

/** A number of times, -1 for ever, -2 ask, -3 as usual. */
export function retryNumber(retry: RetryValue<any> | undefined): number {
  if (retry === undefined) return -3
  if (typeof retry === 'function') return -2
  if (typeof retry === 'boolean') return retry ? -1 : 0
  return retry === Infinity ? -1 : Math.max(0, Math.min(2 ** 31 - 1, Math.ceil(retry) || 0))
}

/** Milliseconds, -1 ask, not a number: backoff. */
export function delayNumber(delay: RetryDelayValue<any> | undefined): number {
  if (typeof delay === 'function') return -1
  return delay === undefined ? NaN : Math.max(0, delay || 0)
}

export function networkNumber(mode: NetworkMode | undefined): number {
  return mode === 'always' ? 1 : mode === 'offlineFirst' ? 2 : 0
}

/** Milliseconds; not a number for `'static'`. */
export function staleNumber(staleTime: StaleTime | undefined): number {
  return staleTime === 'static' ? NaN : (staleTime ?? 0) || 0
}

function onNumber(on: boolean | 'always' | undefined): number {
  return on === 'always' ? 2 : on === false ? 0 : 1
}

/** Whether an observer's numbers depend on functions of the app's, and so on the query's state. */
export function isDynamic(options: QueryObserverOptions<any, any, any, any, any>): boolean {
  return (
    typeof options.enabled === 'function' ||
    typeof options.staleTime === 'function' ||
    typeof options.refetchOnMount === 'function' ||
    typeof options.refetchOnWindowFocus === 'function' ||
    typeof options.refetchOnReconnect === 'function'
  )
}

export function observerStale(options: QueryObserverOptions<any, any, any, any, any>, query: Query<any, any, any, any>): number {
  return staleNumber(resolveQueryValue(options.staleTime, query))
}

export function observerBits(options: QueryObserverOptions<any, any, any, any, any>, query: Query<any, any, any, any>): number {
  const enabled = resolveQueryValue(options.enabled, query)
  if (enabled !== undefined && typeof enabled !== 'boolean') {
    throw new QueryCacheError('invalid_option', 'Expected enabled to be a boolean or a callback that returns a boolean')
  }
  const reconnect = resolveQueryValue(options.refetchOnReconnect, query) ?? options.networkMode !== 'always'
  return (
    (enabled === false ? 0 : ENABLED) |
    (onNumber(resolveQueryValue(options.refetchOnMount, query)) << ON_MOUNT) |
    (onNumber(resolveQueryValue(options.refetchOnWindowFocus, query)) << ON_FOCUS) |
    (onNumber(reconnect) << ON_RECONNECT) |
    (options.retryOnMount === false ? 0 : RETRY_ON_MOUNT)
  )
}
