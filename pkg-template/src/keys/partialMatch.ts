/** TanStack's `partialMatchKey`, for the few places where a list of defaults, not the cache, is searched. */

/** Whether `key` contains `part`: equal scalars, and containers member by member. */
export function partialMatchKey(key: unknown, part: unknown): boolean {
  if (key === part) return true
  if (typeof key !== typeof part || typeof key !== 'object' || key === null || part === null) return false
  return Object.keys(part as object).every((name) => partialMatchKey((key as Record<string, unknown>)[name], (part as Record<string, unknown>)[name]))
}
