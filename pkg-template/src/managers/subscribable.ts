import { reportUncaught } from '../utils.js'

/** No listener. */
export const NOBODY: never[] = []

/** Listeners. The list is replaced, never changed, so that whoever goes through it is not disturbed. */
export class Subscribable<TListener extends (...args: any[]) => void> {
  protected listeners: readonly TListener[] = NOBODY

  /** Listens until the returned function is called. A listener that listens already is not called twice. */
  subscribe(listener: TListener): () => void {
    if (!this.listeners.includes(listener)) this.listeners = this.listeners.length === 0 ? [listener] : [...this.listeners, listener]
    this.onSubscribe()
    return () => {
      if (!this.listeners.includes(listener)) return
      this.listeners = this.listeners.length === 1 ? NOBODY : this.listeners.filter((each) => each !== listener)
      this.onUnsubscribe()
    }
  }

  hasListeners(): boolean {
    return this.listeners.length > 0
  }

  /** Calls every listener. What one throws is reported as uncaught and keeps nobody else from hearing. */
  protected tell(...args: Parameters<TListener>): void {
    for (const listener of this.listeners) {
      try {
        listener(...args)
      } catch (error) {
        reportUncaught(error)
      }
    }
  }

  protected onSubscribe(): void {}

  protected onUnsubscribe(): void {}
}
