/**
 * The one file that touches the generated module. An entry point says how its bytes arrive: `load` (inlined, at
 * import) or `loadFrom` (`querycache/slim`).
 */
import wasmInit, { initSync, QueryCache as EngineClass } from './wasm/querycache_wasm.js'
import { QueryCacheError } from './errors.js'

/** The engine of one client; numbers in, numbers out. */
export type Engine = EngineClass

let memory: WebAssembly.Memory | undefined
let failure: QueryCacheError | undefined

/** Instantiates from inlined bytes. Never throws: a refusal is reported by the first use. */
export function load(hex: () => string): void {
  if (memory || failure) return
  try {
    memory = initSync({ module: fromHex(hex()) }).memory
  } catch (cause) {
    failure = new QueryCacheError(
      'wasm_unavailable',
      "WebAssembly is refused here. Allow it in the content security policy (script-src 'wasm-unsafe-eval') or run without this cache.",
      { cause },
    )
  }
}

/** Instantiates from a separate file; throws `wasm_unavailable` where that is refused. */
export async function loadFrom(source: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void> {
  if (memory) return
  try {
    memory = (await wasmInit({ module_or_path: source })).memory
  } catch (cause) {
    throw new QueryCacheError('wasm_unavailable', 'The WebAssembly module could not be loaded. Check its address and the content security policy.', {
      cause,
    })
  }
}

/** A new engine. Throws `wasm_unavailable` or `not_initialised`. */
export function createEngine(server: boolean): Engine {
  if (failure) throw failure
  if (!memory) throw new QueryCacheError('not_initialised', "Call and await init() from 'querycache/slim' before the first QueryClient is made.")
  return new EngineClass(server)
}

/** `count` numbers at `at` in the engine's memory, copied: the next call may move them. */
export function copyNumbers(at: number, count: number): Uint32Array {
  return new Uint32Array(memory!.buffer, at, count).slice()
}

let floats = new Float64Array(0)

/** The engine's memory as floating point numbers; index by address / 8. */
export function floatMemory(): Float64Array {
  // memory that grew leaves an empty view behind; asking the memory for its buffer costs more than a read does
  if (floats.length === 0) floats = new Float64Array(memory!.buffer)
  return floats
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as unknown as { fromHex?: (hex: string) => Uint8Array<ArrayBuffer> }).fromHex
  if (native) return native.call(Uint8Array, hex)
  const node = (globalThis as { Buffer?: { from(text: string, encoding: string): Uint8Array<ArrayBuffer> } }).Buffer
  if (node) return node.from(hex, 'hex')
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(hex.substr(2 * at, 2), 16)
  return bytes
}
