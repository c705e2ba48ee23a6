/** Watches the mutation that was last started through it. */
import { hashKey } from './keys/text.js'
import { notifyManager } from './managers/notifyManager.js'
import { Subscribable } from './managers/subscribable.js'
import type { Mutation, MutationAction } from './mutation.js'
import type { QueryClient } from './queryClient.js'
import type { DefaultError, MutateOptions, MutationFunctionContext, MutationObserverOptions, MutationObserverResult, MutationState } from './types.js'
import { reportUncaught, shallowEqualObjects } from './utils.js'

const IDLE: MutationState<any, any, any, any> = Object.freeze({
  context: undefined,
  data: undefined,
  error: null,
  failureCount: 0,
  failureReason: null,
  isPaused: false,
  status: 'idle',
  variables: undefined,
  submittedAt: 0,
})

export class MutationObserver<TData = unknown, TError = DefaultError, TVariables = void, TContext = unknown> extends Subscribable<
  (result: MutationObserverResult<TData, TError, TVariables, TContext>) => void
> {
  options!: MutationObserverOptions<TData, TError, TVariables, TContext>
  #client: QueryClient
  #mutation: Mutation<TData, TError, TVariables, TContext> | undefined
  #callbacks: MutateOptions<TData, TError, TVariables, TContext> | undefined
  #result!: MutationObserverResult<TData, TError, TVariables, TContext>

  constructor(client: QueryClient, options: MutationObserverOptions<TData, TError, TVariables, TContext>) {
    super()
    this.#client = client
    this.mutate = this.mutate.bind(this)
    this.reset = this.reset.bind(this)
    this.setOptions(options)
    this.#updateResult()
  }

  setOptions(options: MutationObserverOptions<TData, TError, TVariables, TContext>): void {
    const before = this.options as typeof this.options | undefined
    this.options = this.#client.defaultMutationOptions(options)
    if (!shallowEqualObjects(this.options, before)) {
      this.#client.getMutationCache().notify({ type: 'observerOptionsUpdated', mutation: this.#mutation, observer: this })
    }
    const [was, is] = [before?.mutationKey, this.options.mutationKey]
    if (was && is && hashKey(was) !== hashKey(is)) this.reset()
    else if (this.#mutation?.state.status === 'pending') this.#mutation.setOptions(this.options)
  }

  protected override onSubscribe(): void {
    if (this.listeners.length === 1 && this.#mutation) {
      this.#mutation.addObserver(this)
      this.#updateResult()
    }
  }

  protected override onUnsubscribe(): void {
    if (!this.hasListeners()) this.#mutation?.removeObserver(this)
  }

  getCurrentResult(): MutationObserverResult<TData, TError, TVariables, TContext> {
    return this.#result
  }

  /** Back to idle. The mutation itself goes on. */
  reset(): void {
    this.#mutation?.removeObserver(this)
    this.#mutation = undefined
    this.#updateResult()
    this.tell(this.#result)
  }

  /** Starts a mutation; resolves with its data. The callbacks run while somebody listens and no later one was started. */
  mutate(variables: TVariables, callbacks?: MutateOptions<TData, TError, TVariables, TContext>): Promise<TData> {
    this.#callbacks = callbacks
    this.#mutation?.removeObserver(this)
    this.#mutation = this.#client.getMutationCache().build(this.#client, this.options)
    this.#mutation.addObserver(this)
    return this.#mutation.execute(variables)
  }

  /** @internal */
  onMutationUpdate(action: MutationAction): void {
    this.#updateResult()
    notifyManager.batch(() => {
      this.#callBack(action)
      this.tell(this.#result)
    })
  }

  #updateResult(): void {
    const state = this.#mutation?.state ?? IDLE
    this.#result = {
      ...state,
      isPending: state.status === 'pending',
      isSuccess: state.status === 'success',
      isError: state.status === 'error',
      isIdle: state.status === 'idle',
      mutate: this.mutate,
      reset: this.reset,
    } as unknown as MutationObserverResult<TData, TError, TVariables, TContext>
  }

  #callBack(action: MutationAction): void {
    const callbacks = this.#callbacks
    if (!callbacks || !this.hasListeners() || (action.type !== 'success' && action.type !== 'error')) return
    const { data, error, variables, context: made } = this.#result as MutationState<TData, TError, TVariables, TContext>
    const context: MutationFunctionContext = { client: this.#client, meta: this.options.meta, mutationKey: this.options.mutationKey }
    if (action.type === 'success') attempt(() => callbacks.onSuccess?.(data as TData, variables as TVariables, made, context))
    else attempt(() => callbacks.onError?.(error as TError, variables as TVariables, made, context))
    attempt(() => callbacks.onSettled?.(data, error, variables as TVariables, made, context))
  }
}

function attempt(call: () => void): void {
  try {
    call()
  } catch (error) {
    reportUncaught(error)
  }
}
