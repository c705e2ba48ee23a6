/** Listeners and their number. */
export class Subscribable<TListener extends Function> {
  protected listeners = new Set<TListener>()

  /** Listens until the returned function is called. */
  subscribe(listener: TListener): () => void {
    this.listeners.add(listener)
    this.onSubscribe()
    return () => {
      if (this.listeners.delete(listener)) this.onUnsubscribe()
    }
  }

  hasListeners(): boolean {
    return this.listeners.size > 0
  }

  protected onSubscribe(): void {}

  protected onUnsubscribe(): void {}
}
