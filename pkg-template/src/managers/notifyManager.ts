/** When listeners hear: together, after the outermost batch, in the next task unless told otherwise. */
import { nextTask } from '../platform.js'

type Callback = () => void

export class NotifyManager {
  #queue: Callback[] = []
  #depth = 0
  #notify: (callback: Callback) => void = (callback) => callback()
  #batchNotify: (callback: Callback) => void = (callback) => callback()
  #schedule: (callback: Callback) => void = nextTask

  /** Runs `callback`; what is scheduled meanwhile leaves together when the outermost batch ends. */
  batch<T>(callback: () => T): T {
    this.#depth++
    try {
      return callback()
    } finally {
      if (--this.#depth === 0) this.#flush()
    }
  }

  schedule(callback: Callback): void {
    if (this.#depth > 0) this.#queue.push(callback)
    else this.#schedule(() => this.#notify(callback))
  }

  /** A function that schedules `callback` with its arguments. */
  batchCalls<TArgs extends unknown[]>(callback: (...args: TArgs) => void): (...args: TArgs) => void {
    return (...args) => this.schedule(() => callback(...args))
  }

  /** How a single callback is run, for instance inside React's `act`. */
  setNotifyFunction(run: (callback: Callback) => void): void {
    this.#notify = run
  }

  /** How all callbacks of a batch are run. */
  setBatchNotifyFunction(run: (callback: Callback) => void): void {
    this.#batchNotify = run
  }

  /** When: by default in the next task. */
  setScheduler(schedule: (callback: Callback) => void): void {
    this.#schedule = schedule
  }

  #flush(): void {
    if (this.#queue.length === 0) return
    const callbacks = this.#queue
    this.#queue = []
    this.#schedule(() => this.#batchNotify(() => callbacks.forEach((callback) => this.#notify(callback))))
  }
}

export const notifyManager = new NotifyManager()
