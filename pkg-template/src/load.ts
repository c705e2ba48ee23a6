/** Instantiates the inlined bytes at import; the file that `sideEffects` names. */
import { load } from './wasm.js'
import { hex } from './wasm/bytes.js'

load(() => hex)
