/** All mutations of a client. */
import type { Core } from './engine/core.js'
import { delayNumber, gcTimeNumber, networkNumber, retryNumber } from './engine/options.js'
import { hashKey } from './keys/text.js'
import { partialMatchKey } from './keys/partialMatch.js'
import { notifyManager } from './managers/notifyManager.js'
import { Subscribable } from './managers/subscribable.js'
import { Mutation, type MutationAction } from './mutation.js'
import type { MutationObserver } from './mutationObserver.js'
import type { QueryClient } from './queryClient.js'
import type { DefaultError, MutationFilters, MutationFunctionContext, MutationOptions } from './types.js'

type AnyMutation = Mutation<any, any, any, any>
type AnyObserver = MutationObserver<any, any, any, any>

/** Called for every mutation, before its own callbacks, and awaited. */
export interface MutationCacheConfig {
  onMutate?: (variables: unknown, mutation: AnyMutation, context: MutationFunctionContext) => unknown
  onSuccess?: (data: unknown, variables: unknown, onMutateResult: unknown, mutation: AnyMutation, context: MutationFunctionContext) => unknown
  onError?: (error: DefaultError, variables: unknown, onMutateResult: unknown, mutation: AnyMutation, context: MutationFunctionContext) => unknown
  onSettled?: (
    data: unknown,
    error: DefaultError | null,
    variables: unknown,
    onMutateResult: unknown,
    mutation: AnyMutation,
    context: MutationFunctionContext,
  ) => unknown
}

export type MutationCacheNotifyEvent =
  | { type: 'added' | 'removed'; mutation: AnyMutation }
  | { type: 'updated'; mutation: AnyMutation; action: MutationAction }
  | { type: 'observerAdded' | 'observerRemoved'; mutation: AnyMutation; observer: AnyObserver }
  | { type: 'observerOptionsUpdated'; mutation: AnyMutation | undefined; observer: AnyObserver }

export class MutationCache extends Subscribable<(event: MutationCacheNotifyEvent) => void> {
  readonly config: MutationCacheConfig
  #core: Core | undefined
  #mutations = new Set<AnyMutation>()
  #made = 0

  constructor(config: MutationCacheConfig = {}) {
    super()
    this.config = config
  }

  /** @internal */
  get core(): Core {
    return this.#core!
  }

  /** @internal The first client that takes this cache brings the engine. */
  attach(core: Core): void {
    this.#core ??= core
  }

  /** @internal */
  build<TData, TError, TVariables, TContext>(
    client: QueryClient,
    options: MutationOptions<TData, TError, TVariables, TContext>,
  ): Mutation<TData, TError, TVariables, TContext> {
    const { core } = this
    const slot = core.engine.mutationMade(
      core.wall(),
      gcTimeNumber(options.gcTime),
      retryNumber(options.retry ?? 0),
      delayNumber(options.retryDelay),
      networkNumber(options.networkMode),
    )
    const mutation = new Mutation(this, client, ++this.#made, slot, options)
    core.mutations[slot] = mutation
    this.#mutations.add(mutation)
    this.notify({ type: 'added', mutation })
    core.flush()
    return mutation
  }

  getAll(): AnyMutation[] {
    return [...this.#mutations]
  }

  /** The first match; `exact` unless told otherwise. */
  find(filters: MutationFilters): AnyMutation | undefined {
    return this.findAll({ exact: true, ...filters })[0]
  }

  findAll(filters: MutationFilters = {}): AnyMutation[] {
    return this.getAll().filter((mutation) => matches(mutation, filters))
  }

  remove(mutation: AnyMutation): void {
    const { core } = this
    core.engine.mutationRemoveWanted(core.wall(), mutation.slot)
    core.flush()
  }

  clear(): void {
    for (const mutation of this.getAll()) this.remove(mutation)
  }

  /** @internal */
  forget(mutation: AnyMutation): void {
    if (this.#mutations.delete(mutation)) this.notify({ type: 'removed', mutation })
  }

  /** @internal */
  notify(event: MutationCacheNotifyEvent): void {
    if (!this.hasListeners()) return
    notifyManager.batch(() => this.tell(event))
  }
}

function matches(mutation: AnyMutation, { mutationKey, exact, status, predicate }: MutationFilters): boolean {
  if (mutationKey) {
    const own = mutation.options.mutationKey
    if (!own || !(exact ? hashKey(own) === hashKey(mutationKey) : partialMatchKey(own, mutationKey))) return false
  }
  return (!status || mutation.state.status === status) && (!predicate || predicate(mutation))
}
