/** One mutation: what the user sent, what came of it, and the callbacks around it. When to try again is the engine's. */
import { MUTATION_STATUS, NONE } from './engine/codes.js'
import { CancelledError } from './errors.js'
import type { MutationCache } from './mutationCache.js'
import type { MutationObserver } from './mutationObserver.js'
import type { QueryClient } from './queryClient.js'
import type { DefaultError, MutationFunctionContext, MutationMeta, MutationOptions, MutationState } from './types.js'
import { reportUncaught } from './utils.js'

const PAUSED = 4
const FAILURES = 0
const SUBMITTED_AT = 1

export type MutationAction = { type: 'pending' | 'failed' | 'pause' | 'continue' | 'success' | 'error' }
const ACTIONS = ['pending', 'failed', 'pause', 'continue', 'success', 'error'] as const

export class Mutation<TData = unknown, TError = DefaultError, TVariables = unknown, TContext = unknown> {
  /** Its place in the order of creation. */
  readonly mutationId: number
  options: MutationOptions<TData, TError, TVariables, TContext>
  /** @internal The engine's number. */
  slot: number
  #cache: MutationCache
  #client: QueryClient
  #observers = new Set<MutationObserver<any, any, any, any>>()
  #variables: TVariables | undefined
  #context: TContext | undefined
  #data: TData | undefined
  #error: TError | null = null
  #failureReason: TError | null = null
  #answer: { resolve: (data: TData) => void; reject: (error: unknown) => void } | undefined
  #state: MutationState<TData, TError, TVariables, TContext> | undefined
  #running = false
  #removed = false

  /** @internal */
  constructor(cache: MutationCache, client: QueryClient, id: number, slot: number, options: MutationOptions<TData, TError, TVariables, TContext>) {
    this.#cache = cache
    this.#client = client
    this.mutationId = id
    this.slot = slot
    this.options = options
  }

  get meta(): MutationMeta | undefined {
    return this.options.meta
  }

  /** A snapshot; the same object until something changes. */
  get state(): MutationState<TData, TError, TVariables, TContext> {
    return this.slot === NONE ? this.#state! : (this.#state ??= this.#readState())
  }

  #readState(): MutationState<TData, TError, TVariables, TContext> {
    const { core } = this.#cache
    const bits = core.engine.readMutation(this.slot)
    const status = MUTATION_STATUS[bits & 3]!
    const failureCount = core.state(FAILURES)
    return {
      context: this.#context,
      data: status === 'success' ? this.#data : undefined,
      error: status === 'error' ? this.#error : null,
      failureCount,
      failureReason: failureCount > 0 ? this.#failureReason : null,
      isPaused: (bits & PAUSED) !== 0,
      status,
      variables: this.#variables,
      submittedAt: core.state(SUBMITTED_AT),
    }
  }

  /** @internal */
  setOptions(options: MutationOptions<TData, TError, TVariables, TContext>): void {
    this.options = options
  }

  /** @internal */
  addObserver(observer: MutationObserver<any, any, any, any>): void {
    if (this.#observers.has(observer)) return
    this.#observers.add(observer)
    this.#watched(true)
    this.#cache.notify({ type: 'observerAdded', mutation: this, observer })
  }

  /** @internal */
  removeObserver(observer: MutationObserver<any, any, any, any>): void {
    if (!this.#observers.delete(observer)) return
    this.#watched(false)
    this.#cache.notify({ type: 'observerRemoved', mutation: this, observer })
  }

  #watched(more: boolean): void {
    const { core } = this.#cache
    core.engine.mutationWatched(core.wall(), this.slot, more)
    core.flush()
  }

  /** Runs the mutation with its callbacks; resolves with the data. */
  async execute(variables: TVariables): Promise<TData> {
    const { core, config } = this.#cache
    const context: MutationFunctionContext = { client: this.#client, meta: this.options.meta, mutationKey: this.options.mutationKey }
    this.#variables = variables
    this.#context = undefined
    this.#running = true
    this.#tell(() => core.engine.mutationSubmitted(core.wall(), this.slot))
    try {
      if (config.onMutate) await config.onMutate(variables, this, context)
      const made = await this.options.onMutate?.(variables, context)
      if (made !== this.#context) {
        this.#context = made
        this.changed(0)
      }
      const data = await this.#send()
      await config.onSuccess?.(data, variables, this.#context, this, context)
      await this.options.onSuccess?.(data, variables, this.#context as TContext, context)
      await config.onSettled?.(data, null, variables, this.#context, this, context)
      await this.options.onSettled?.(data, null, variables, this.#context, context)
      this.#data = data
      this.#tell(() => core.engine.mutationSettled(core.wall(), this.slot, true))
      return data
    } catch (thrown) {
      const error = thrown as TError
      await quietly(() => config.onError?.(error as DefaultError, variables, this.#context, this, context))
      await quietly(() => this.options.onError?.(error, variables, this.#context, context))
      await quietly(() => config.onSettled?.(undefined, error as DefaultError, variables, this.#context, this, context))
      await quietly(() => this.options.onSettled?.(undefined, error, variables, this.#context, context))
      this.#error = error
      this.#failureReason = error
      this.#tell(() => core.engine.mutationSettled(core.wall(), this.slot, false))
      throw error
    } finally {
      this.#running = false
      if (this.#removed) this.#release()
    }
  }

  #send(): Promise<TData> {
    const { core } = this.#cache
    const promise = new Promise<TData>((resolve, reject) => {
      this.#answer = { resolve, reject }
    })
    core.engine.mutationReady(core.wall(), this.slot)
    core.flush()
    return promise
  }

  #tell(tell: () => void): void {
    tell()
    this.#cache.core.flush()
  }

  /** @internal The engine says: call the mutation function. */
  run(): void {
    const { mutationFn } = this.options
    const context: MutationFunctionContext = { client: this.#client, meta: this.options.meta, mutationKey: this.options.mutationKey }
    let sent: Promise<TData>
    try {
      sent = mutationFn ? Promise.resolve(mutationFn(this.#variables as TVariables, context)) : Promise.reject(new Error('No mutationFn found'))
    } catch (error) {
      sent = Promise.reject(error)
    }
    sent.then(
      (data) => this.#answer?.resolve(data),
      (error: unknown) => {
        const { core } = this.#cache
        this.#failureReason = error as TError
        core.engine.mutationFailed(core.wall(), core.mono(), this.slot)
        core.flush()
      },
    )
  }

  /** @internal The engine asks the app's `retry` and `retryDelay`. */
  ask(failures: number): void {
    const { core } = this.#cache
    const { retry, retryDelay } = this.options
    const error = this.#failureReason as TError
    try {
      const again = typeof retry === 'function' ? retry(failures, error) : true
      const delay = again && typeof retryDelay === 'function' ? retryDelay(failures, error) : NaN
      core.engine.mutationRetryAnswered(core.wall(), core.mono(), this.slot, Boolean(again), Number(delay))
      core.flush()
    } catch (thrown) {
      this.#answer?.reject(thrown)
    }
  }

  /** @internal No further attempt follows. */
  gaveUp(): void {
    this.#answer?.reject(this.#failureReason ?? new CancelledError())
  }

  /** @internal */
  changed(event: number): void {
    this.#state = undefined
    const action: MutationAction = { type: ACTIONS[event]! }
    for (const observer of [...this.#observers]) {
      try {
        observer.onMutationUpdate(action)
      } catch (error) {
        reportUncaught(error)
      }
    }
    this.#cache.notify({ type: 'updated', mutation: this, action })
  }

  /** @internal The mutation left the cache. Its number is handed back when it has ended. */
  unlink(): void {
    this.#removed = true
    this.#cache.forget(this)
    if (!this.#running) this.#release()
  }

  /** Whoever holds it keeps its last state. */
  #release(): void {
    const { core } = this.#cache
    this.#state = this.#readState()
    core.mutations[this.slot] = undefined
    core.engine.mutationReleased(core.wall(), this.slot)
    this.slot = NONE
  }
}

/** A callback after a failure cannot hide that failure: what it throws is reported as uncaught. */
async function quietly(call: () => unknown): Promise<void> {
  try {
    await call()
  } catch (error) {
    reportUncaught(error)
  }
}

