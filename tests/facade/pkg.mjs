/** The built package, as a page would see it: `scripts/build` makes it. Importing this file makes Node count as a client. */
globalThis.window ??= globalThis

export const querycache = await import('../../pkg/dist/index.js')
export const tanstack = await import('@tanstack/query-core')
