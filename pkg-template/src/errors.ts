/**
 * What went wrong, for programs. Closed: a new code is a minor release.
 *
 * - `wasm_unavailable`: WebAssembly is refused here (a content security policy without `wasm-unsafe-eval`, Lockdown
 *   Mode, an edge runtime). Allow it, or use the app without the cache.
 * - `not_initialised`: `querycache/slim` was used before its `init()` resolved.
 * - `invalid_key`: a query key is not an array, is nested deeper than 64 levels (or holds itself), or holds a BigInt.
 * - `invalid_option`: an option has a value that it cannot have; the message names the option.
 */
export type ErrorCode = 'wasm_unavailable' | 'not_initialised' | 'invalid_key' | 'invalid_option'

/** Every error that this package throws itself, but for `CancelledError`. */
export class QueryCacheError extends Error {
  /** What went wrong, for programs. */
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'QueryCacheError'
    this.code = code
  }
}

/** The reason that the promise of a cancelled fetch is rejected with. */
export class CancelledError extends Error {
  /** The state from before the fetch was put back. */
  revert?: boolean
  /** Nobody is to be told. */
  silent?: boolean

  constructor(options?: { revert?: boolean; silent?: boolean }) {
    super('CancelledError')
    this.name = 'CancelledError'
    this.revert = options?.revert
    this.silent = options?.silent
  }
}

/** Whether `value` is a {@link CancelledError}. */
export function isCancelledError(value: unknown): value is CancelledError {
  return value instanceof CancelledError
}
