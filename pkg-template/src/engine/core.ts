/**
 * One engine and the loop that carries out what it decides. The engine is never on the stack while the app's functions
 * run, so they may call straight back in: such a call is handled at once, and what follows from it is told after what
 * was decided before it.
 */
import type { Mutation } from '../mutation.js'
import type { QueryObserver } from '../queryObserver.js'
import type { Query } from '../query.js'
import { focusManager } from '../managers/focusManager.js'
import { notifyManager } from '../managers/notifyManager.js'
import { onlineManager } from '../managers/onlineManager.js'
import { isServer, monotonicClock, startTimer, stopTimer, wallClock, type Timer } from '../platform.js'
import { reportUncaught } from '../utils.js'
import { copyNumbers, createEngine, floatMemory, type Engine } from '../wasm.js'
import { Effect, EFFECT_LENGTH } from './codes.js'
import { Fetches } from './fetches.js'

/** Who is told of what the engine decided. */
export interface CoreListener {
  cacheEvent(query: Query<any, any, any, any>, event: number, observer: QueryObserver<any, any, any, any, any> | undefined): void
  fetchSettled(query: Query<any, any, any, any>, success: boolean): void
}

const OBSERVER_ADDED = 11

export class Core {
  readonly engine: Engine
  readonly server = isServer()
  readonly queries: (Query<any, any, any, any> | undefined)[] = []
  readonly observers: (QueryObserver<any, any, any, any, any> | undefined)[] = []
  readonly mutations: (Mutation<any, any, any, any> | undefined)[] = []
  readonly fetches = new Fetches(this)
  /** Observers that came or went while the cache's events are listened to, in the order of the engine's events. */
  readonly movedObservers: QueryObserver<any, any, any, any, any>[] = []
  watched = false
  #listener: CoreListener
  #stateAt: number
  #queue: number[] = []
  #next = 0
  #running = false
  /** The one timer; whoever collects this object stops it. */
  #alarm: Alarm = { timer: undefined }
  #wake = false

  constructor(listener: CoreListener) {
    this.#listener = listener
    this.engine = createEngine(this.server)
    this.#stateAt = this.engine.stateAt() / 8
    if (!this.server) watchSurroundings(this, this.#alarm)
    if (!onlineManager.isOnline()) this.engine.onlineChanged(this.wall(), this.mono(), false, false)
    if (!this.server && !focusManager.isFocused()) this.engine.focusChanged(this.wall(), this.mono(), false, false)
  }

  wall(): number {
    return wallClock()
  }

  mono(): number {
    return monotonicClock()
  }

  /** A number of the state last read. */
  state(at: number): number {
    return floatMemory()[this.#stateAt + at]!
  }

  /** The queries chosen, or the pairs of fetch and query. */
  selection(count: number): Uint32Array {
    return copyNumbers(this.engine.selectionAt(), count)
  }

  /** Carries out what the engine decided, all of it by the outermost call. */
  flush(): void {
    this.#take()
    if (this.#running || this.#next === this.#queue.length) return
    this.#running = true
    try {
      notifyManager.batch(() => {
        while (this.#next < this.#queue.length) {
          const at = this.#next
          this.#next += EFFECT_LENGTH
          try {
            this.#perform(this.#queue[at]!, this.#queue[at + 1]!, this.#queue[at + 2]!, this.#queue[at + 3]!)
          } catch (error) {
            reportUncaught(error)
          }
          this.#take()
        }
      })
    } finally {
      this.#queue.length = 0
      this.#next = 0
      this.#running = false
    }
    if (this.#wake) {
      this.#wake = false
      this.#arm()
    }
  }

  /** Takes the engine's effects over. What a nested call must see at once happens here, the rest in its turn. */
  #take(): void {
    if (this.engine.pending() === 0) return
    const count = this.engine.drain() * EFFECT_LENGTH
    const effects = copyNumbers(this.engine.outAt(), count)
    for (let at = 0; at < count; at += EFFECT_LENGTH) {
      const kind = effects[at]!
      const id = effects[at + 1]!
      switch (kind) {
        case Effect.Wake:
          this.#wake = true
          break
        case Effect.Abort:
          this.fetches.abort(effects[at + 2]!)
          break
        case Effect.Restore:
          this.queries[id]?.restore()
          break
        case Effect.Removed:
          this.queries[id]?.unlink()
          break
        case Effect.SettledReverted:
          this.fetches.revert(effects[at + 2]!)
          break
        case Effect.SettledError:
        case Effect.SettledCancelled:
          this.queries[id]?.keepError(kind === Effect.SettledCancelled)
      }
      if (kind !== Effect.Wake && kind !== Effect.Abort && kind !== Effect.Restore) this.#queue.push(kind, id, effects[at + 2]!, effects[at + 3]!)
    }
    if (!this.#running && this.#queue.length === 0 && this.#wake) {
      this.#wake = false
      this.#arm()
    }
  }

  #perform(kind: number, id: number, second: number, detail: number): void {
    switch (kind) {
      case Effect.Notify:
        this.queries[id]?.notifyObservers()
        return
      case Effect.Fetch: {
        const query = this.queries[id]
        if (query) this.fetches.run(second, query, this.observers[detail])
        return
      }
      case Effect.AskRetry:
        this.fetches.ask(second, detail)
        return
      case Effect.Event: {
        const query = this.queries[id]
        const observer = second >= OBSERVER_ADDED ? this.movedObservers.shift() : undefined
        if (query) this.#listener.cacheEvent(query, second, observer)
        return
      }
      case Effect.Removed:
        this.queries[id] = undefined
        this.engine.queryReleased(this.wall(), id)
        return
      case Effect.Mutate:
        this.mutations[id]?.run()
        return
      case Effect.AskMutationRetry:
        this.mutations[id]?.ask(detail)
        return
      case Effect.MutationGaveUp:
        this.mutations[id]?.gaveUp()
        return
      case Effect.NotifyMutation:
        this.mutations[id]?.changed(second)
        return
      case Effect.MutationRemoved:
        this.mutations[id]?.unlink()
        return
      default: {
        const query = this.queries[id]
        if (!query) return
        this.fetches.settle(kind, second, query, detail)
        if (kind <= Effect.SettledError || kind === Effect.SettledCancelled) this.#listener.fetchSettled(query, kind === Effect.SettledData)
      }
    }
  }

  /** The timer fired. */
  timeout(): void {
    this.#alarm.timer = undefined
    this.engine.timeout(this.wall(), this.mono())
    this.flush()
  }

  #arm(): void {
    const delay = this.engine.pollTimeout(this.wall(), this.mono())
    this.stop()
    if (delay >= 0) this.#alarm.timer = startWeakTimer(new WeakRef(this), delay)
  }

  onlineChanged(online: boolean, resume: boolean): void {
    this.engine.onlineChanged(this.wall(), this.mono(), online, resume)
    this.flush()
  }

  focusChanged(focused: boolean, resume: boolean): void {
    this.engine.focusChanged(this.wall(), this.mono(), focused, resume)
    this.flush()
  }

  /** Stops the timer; the engine's memory goes with the last reference to this object. */
  stop(): void {
    stopAlarm(this.#alarm)
  }
}

interface Alarm {
  timer: Timer | undefined
}

function stopAlarm(alarm: Alarm): void {
  if (alarm.timer !== undefined) stopTimer(alarm.timer)
  alarm.timer = undefined
}

/** A timer that does not keep a forgotten client alive. */
function startWeakTimer(core: WeakRef<Core>, delay: number): Timer {
  return startTimer(() => core.deref()?.timeout(), delay)
}

/** Every engine of this page, none kept alive by it: what is online and looked at is a fact of the page. */
const cores = new Set<WeakRef<Core>>()

function watchSurroundings(core: Core, alarm: Alarm): void {
  cores.add(new WeakRef(core))
  forgottenCores.register(core, alarm)
  if (cores.size === 1) {
    stopWatching = [onlineManager.subscribe((online) => tellAll((each) => each.onlineChanged(online, false))), focusManager.subscribe((focused) => tellAll((each) => each.focusChanged(focused, false)))]
  }
}

let stopWatching: (() => void)[] = []

const forgottenCores = new FinalizationRegistry<Alarm>((alarm) => {
  stopAlarm(alarm)
  tellAll(() => {})
})

function tellAll(tell: (core: Core) => void): void {
  for (const reference of [...cores]) {
    const core = reference.deref()
    if (core) tell(core)
    else cores.delete(reference)
  }
  if (cores.size === 0) {
    for (const stop of stopWatching) stop()
    stopWatching = []
  }
}
