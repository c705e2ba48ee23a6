/** What both entry points export. */
export { CancelledError, isCancelledError, QueryCacheError, type ErrorCode } from './errors.js'
export {
  defaultShouldDehydrateQuery,
  dehydrate,
  hydrate,
  type DehydratedQuery,
  type DehydratedState,
  type DehydrateOptions,
  type HydrateOptions,
} from './hydration.js'
export { hashKey } from './keys/text.js'
export { partialMatchKey } from './keys/partialMatch.js'
export { focusManager } from './managers/focusManager.js'
export { notifyManager } from './managers/notifyManager.js'
export { onlineManager } from './managers/onlineManager.js'
export { Mutation, type MutationAction } from './mutation.js'
export { MutationCache, type MutationCacheConfig, type MutationCacheNotifyEvent } from './mutationCache.js'
export { MutationObserver } from './mutationObserver.js'
export { isServer } from './platform.js'
export { Query } from './query.js'
export { QueryCache, type QueryAction, type QueryCacheConfig, type QueryCacheNotifyEvent } from './queryCache.js'
export { QueryClient } from './queryClient.js'
export { QueryObserver } from './queryObserver.js'
export { queryOptions } from './queryOptions.js'
export * from './types.js'
export { functionalUpdate, keepPreviousData, noop, resolveQueryValue, shallowEqualObjects, skipToken, type SkipToken } from './utils.js'
export { replaceEqualDeep } from './values/share.js'
