/** A fact about the surroundings (focus, network) that the platform tells, and that an app may tell instead. */
import { isServer } from '../platform.js'
import { Subscribable } from './subscribable.js'

export type Listen = (set: (value?: boolean) => void) => (() => void) | undefined

export abstract class Environment extends Subscribable<(value: boolean) => void> {
  #value: boolean | undefined
  #listen: Listen
  #stop: (() => void) | undefined

  constructor(listen: Listen) {
    super()
    this.#listen = listen
  }

  protected current(): boolean | undefined {
    return this.#value
  }

  protected override onSubscribe(): void {
    if (!this.#stop && !isServer()) this.setEventListener(this.#listen)
  }

  protected override onUnsubscribe(): void {
    if (this.hasListeners()) return
    this.#stop?.()
    this.#stop = undefined
  }

  /** Takes the fact from elsewhere than the platform's events. */
  setEventListener(listen: Listen): void {
    this.#listen = listen
    this.#stop?.()
    this.#stop = listen((value) => {
      if (typeof value === 'boolean') this.change(value)
      else this.tellValue()
    })
  }

  protected change(value: boolean | undefined): void {
    if (this.#value === value) return
    this.#value = value
    this.tellValue()
  }

  protected tellValue(): void {
    this.tell(this.value())
  }

  protected abstract value(): boolean
}
