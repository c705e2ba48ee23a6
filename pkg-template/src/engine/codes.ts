/** The numbers that cross the seam; `src/bindings/codes.rs` is the engine's side. */
import type { FetchStatus, MutationStatus, QueryStatus } from '../types.js'

/** No query, observer, fetch or mutation. */
export const NONE = 0xffffffff

/** Numbers that an effect has: kind, two numbers, detail. */
export const EFFECT_LENGTH = 4

export const Effect = {
  Notify: 0,
  Fetch: 1,
  Abort: 2,
  AskRetry: 3,
  SettledData: 4,
  SettledError: 5,
  SettledReverted: 6,
  SettledCancelled: 7,
  SettledDropped: 8,
  SettledReplaced: 9,
  Removed: 10,
  Restore: 11,
  Event: 12,
  Mutate: 13,
  AskMutationRetry: 14,
  MutationGaveUp: 15,
  NotifyMutation: 16,
  MutationRemoved: 17,
  Wake: 18,
} as const

/** Names of `status`, by the engine's number. */
export const STATUS: readonly QueryStatus[] = ['pending', 'error', 'success']
/** Names of `fetchStatus`, by the engine's number. */
export const FETCH_STATUS: readonly FetchStatus[] = ['idle', 'fetching', 'paused']
/** Names of a mutation's `status`, by the engine's number. */
export const MUTATION_STATUS: readonly MutationStatus[] = ['idle', 'pending', 'error', 'success']

/** Bits of a query's state as read. */
export const HAS_DATA = 1 << 4
export const INVALIDATED = 1 << 5
export const STALE = 1 << 6
export const WOULD_FETCH_ON_MOUNT = 1 << 7
export const WOULD_FETCH_ON_CHANGE = 1 << 8

/** The numbers of a query's state as read. */
export const DATA_UPDATED_AT = 0
export const ERROR_UPDATED_AT = 1
export const DATA_UPDATES = 2
export const ERROR_UPDATES = 3
export const FAILURES = 4
export const VERSION = 5

/** Bits of what an observer asks for. */
export const ENABLED = 1
export const ON_MOUNT = 1
export const ON_FOCUS = 3
export const ON_RECONNECT = 5
export const RETRY_ON_MOUNT = 1 << 7

/** Bits of a query's description. */
export const ACTIVE = 1
export const DISABLED = 2
export const STATIC = 4
export const STALE_FOR_SOMEONE = 8
