/** `querycache/slim`: the WebAssembly comes as a file of its own (`querycache/querycache.wasm`); await {@link init} first. */
import { loadFrom } from './wasm.js'

export * from './core.js'

/**
 * Loads the WebAssembly module; further calls change nothing.
 *
 * @throws QueryCacheError `wasm_unavailable`
 */
export function init(source: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void> {
  return loadFrom(source)
}
