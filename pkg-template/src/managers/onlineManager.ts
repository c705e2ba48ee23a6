/** Whether the network is believed to be there. It starts as true: what `navigator.onLine` says at the start is no proof. */
import { Environment, type Listen } from './environment.js'

const listenToNetwork: Listen = (set) => {
  if (typeof globalThis.addEventListener !== 'function') return
  const online = () => set(true)
  const offline = () => set(false)
  globalThis.addEventListener('online', online, false)
  globalThis.addEventListener('offline', offline, false)
  return () => {
    globalThis.removeEventListener('online', online)
    globalThis.removeEventListener('offline', offline)
  }
}

export class OnlineManager extends Environment {
  constructor() {
    super(listenToNetwork)
    this.setOnline(true)
  }

  /** Says that the network is there, or not. */
  setOnline(online: boolean): void {
    this.change(online)
  }

  isOnline(): boolean {
    return this.current() ?? true
  }

  protected override value(): boolean {
    return this.isOnline()
  }
}

export const onlineManager = new OnlineManager()
