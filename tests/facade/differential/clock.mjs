/** Fake time that goes from timer to timer: between any two, every promise that can settle has settled. */

const real = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, dateNow: Date.now, performanceNow: performance.now }

/** Until no microtask is left. */
export const drained = () => new Promise((resolve) => real.setImmediate(resolve))

export class Clock {
  #now
  #timers = new Map()
  #made = 0

  constructor(now) {
    this.#now = now
  }

  install() {
    const start = (callback, delay, every) => {
      const id = { ref() {}, unref() {}, order: ++this.#made }
      this.#timers.set(id, { at: this.#now + Math.max(0, Number(delay) || 0), callback, every })
      return id
    }
    const stop = (id) => void this.#timers.delete(id)
    Object.assign(globalThis, { setTimeout: (callback, delay) => start(callback, delay), clearTimeout: stop, setInterval: (callback, delay) => start(callback, delay, delay), clearInterval: stop })
    Date.now = () => this.#now
    performance.now = () => this.#now
  }

  uninstall() {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout, setInterval: real.setInterval, clearInterval: real.clearInterval })
    Date.now = real.dateNow
    performance.now = real.performanceNow
    this.#timers.clear()
  }

  /** Runs everything that is due within `ms`, in order, each at its moment. */
  async advance(ms) {
    const end = this.#now + ms
    await drained()
    for (;;) {
      let next
      for (const [id, timer] of this.#timers) if (timer.at <= end && (!next || timer.at < next[1].at)) next = [id, timer]
      if (!next) break
      const [id, timer] = next
      this.#now = Math.max(this.#now, timer.at)
      if (timer.every === undefined) this.#timers.delete(id)
      else timer.at += timer.every
      timer.callback()
      await drained()
    }
    this.#now = end
  }
}
