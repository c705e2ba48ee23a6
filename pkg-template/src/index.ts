/** `querycache`: ready at import, the WebAssembly bytes inlined. */
import './load.js'

export * from './core.js'
