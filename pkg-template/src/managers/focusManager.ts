/** Whether the user looks at the app. */
import { Environment, type Listen } from './environment.js'

const listenToVisibility: Listen = (set) => {
  if (typeof window === 'undefined' || !window.addEventListener) return
  const changed = () => set()
  window.addEventListener('visibilitychange', changed, false)
  return () => window.removeEventListener('visibilitychange', changed)
}

export class FocusManager extends Environment {
  constructor() {
    super(listenToVisibility)
  }

  /** Says that the app is looked at, or not; undefined: as the platform says. */
  setFocused(focused?: boolean): void {
    this.change(focused)
  }

  onFocus(): void {
    this.tellValue()
  }

  isFocused(): boolean {
    return this.current() ?? globalThis.document?.visibilityState !== 'hidden'
  }

  protected override value(): boolean {
    return this.isFocused()
  }
}

export const focusManager = new FocusManager()
