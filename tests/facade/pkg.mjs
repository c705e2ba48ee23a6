/** The packed package, unpacked into node_modules by `scripts/lib/install-package tests/facade`. Importing this file makes Node count as a client. */
globalThis.window ??= globalThis

export const querycache = await import('querycache')
export const tanstack = await import('@tanstack/query-core')
