/** Fetches under way: the promises and signals that belong to the engine's numbers. */
import { CancelledError } from '../errors.js'
import type { Query } from '../query.js'
import type { QueryObserver } from '../queryObserver.js'
import type { QueryFunctionContext, QueryOptions } from '../types.js'
import { noop, skipToken } from '../utils.js'
import { Effect, NONE } from './codes.js'
import type { Core } from './core.js'

type AnyOptions = QueryOptions<any, any, any, any>

interface Deferred {
  promise: Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** One fetch with its repeats. The promise and the signal are made when somebody asks for them. */
export class Fetch {
  query: Query<any, any, any, any>
  id: number
  #deferred: Deferred | undefined
  #controller: AbortController | undefined

  constructor(query: Query<any, any, any, any>, id: number) {
    this.query = query
    this.id = id
    query.reasonBefore = query.failureReason
  }

  get promise(): Promise<unknown> {
    if (!this.#deferred) {
      let resolve!: Deferred['resolve']
      let reject!: Deferred['reject']
      const promise = new Promise((done, failed) => {
        resolve = done
        reject = failed
      })
      // whoever awaits it sees the rejection; nobody has to
      promise.catch(noop)
      this.#deferred = { promise, resolve, reject }
    }
    return this.#deferred.promise
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    return this.#controller.signal
  }

  abort(): void {
    this.#controller?.abort()
  }

  resolve(value: unknown): void {
    this.#deferred?.resolve(value)
  }

  reject(error: unknown): void {
    this.#deferred?.reject(error)
  }
}

export class Fetches {
  #core: Core
  #running = new Map<number, Fetch>()

  constructor(core: Core) {
    this.#core = core
  }

  of(id: number, query: Query<any, any, any, any>): Fetch {
    let fetch = this.#running.get(id)
    if (!fetch) this.#running.set(id, (fetch = new Fetch(query, id)))
    return fetch
  }

  /** Calls the query function; an observer that started the fetch brings its options. */
  run(id: number, query: Query<any, any, any, any>, by: QueryObserver<any, any, any, any, any> | undefined): void {
    if (!this.#core.engine.isCurrent(query.slot, id)) return
    if (by) query.options = by.options as AnyOptions
    const fetch = this.of(id, query)
    let answer: Promise<unknown>
    try {
      answer = Promise.resolve(this.#call(fetch))
    } catch (error) {
      answer = Promise.reject(error)
    }
    answer.then(
      (data) => this.#succeeded(fetch, data),
      (error: unknown) => this.#failed(fetch, error, false),
    )
  }

  #call(fetch: Fetch): unknown {
    const { query } = fetch
    const core = this.#core
    const queryFn = query.queryFn
    if (queryFn === undefined || queryFn === skipToken) throw new Error(`Missing queryFn: '${query.queryHash}'`)
    const context: QueryFunctionContext = {
      client: query.client,
      queryKey: query.queryKey,
      meta: query.meta,
      get signal() {
        core.engine.signalTaken(core.wall(), query.slot, fetch.id)
        return fetch.signal
      },
    }
    return queryFn(context)
  }

  #succeeded(fetch: Fetch, data: unknown): void {
    const { query, id } = fetch
    const core = this.#core
    if (!core.engine.isCurrent(query.slot, id)) return
    if (data === undefined) {
      this.#failed(fetch, new Error(`${query.queryHash} data is undefined`), true)
      return
    }
    let shared: unknown
    try {
      shared = query.share(data)
    } catch (error) {
      this.#failed(fetch, error, true)
      return
    }
    if (core.engine.fetchSucceeded(core.wall(), query.slot, id)) query.data = shared
    core.flush()
  }

  #failed(fetch: Fetch, error: unknown, last: boolean): void {
    const core = this.#core
    const { query, id } = fetch
    if (!core.engine.isCurrent(query.slot, id)) return
    query.failureReason = error
    core.engine.fetchFailed(core.wall(), core.mono(), query.slot, id, last)
    core.flush()
  }

  /** Asks the app's `retry` and `retryDelay`. */
  ask(id: number, failures: number): void {
    const fetch = this.#running.get(id)
    if (!fetch) return
    const core = this.#core
    const { query } = fetch
    const { retry, retryDelay } = query.options
    const error = query.failureReason
    try {
      const again = typeof retry === 'function' ? retry(failures, error as never) : true
      const delay = again && typeof retryDelay === 'function' ? retryDelay(failures, error as never) : NaN
      core.engine.retryAnswered(core.wall(), core.mono(), query.slot, id, Boolean(again), Number(delay))
    } catch (thrown) {
      this.#failed(fetch, thrown, true)
    }
  }

  /** The state from before the fetch is back. */
  revert(id: number): void {
    const query = this.#running.get(id)?.query
    if (query) query.failureReason = query.reasonBefore
  }

  abort(id: number): void {
    this.#running.get(id)?.abort()
  }

  /** The fetch is over: its promise settles as the engine says. */
  settle(kind: number, id: number, query: Query<any, any, any, any>, detail: number): void {
    const fetch = this.#running.get(id)
    if (!fetch) return
    this.#running.delete(id)
    switch (kind) {
      case Effect.SettledData:
        fetch.resolve(query.data)
        break
      case Effect.SettledError:
      case Effect.SettledCancelled:
        fetch.reject(query.error)
        break
      case Effect.SettledReverted:
        if (detail === 1) fetch.resolve(query.data)
        else fetch.reject(new CancelledError({ revert: true }))
        break
      case Effect.SettledDropped:
        // whoever waits gets the data of the fetch that follows at once, if one does
        queueMicrotask(() => {
          const next = this.#core.engine.currentFetch(query.slot)
          if (next === NONE) fetch.reject(new CancelledError({ silent: true }))
          else this.#follow(fetch, next)
        })
        break
      case Effect.SettledReplaced:
        this.#follow(fetch, detail)
    }
  }

  #follow(fetch: Fetch, next: number): void {
    this.of(next, fetch.query).promise.then(
      (value) => fetch.resolve(value),
      (error) => fetch.reject(error),
    )
  }
}
