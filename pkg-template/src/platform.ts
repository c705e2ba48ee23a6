/** The clocks and the timer that everything else is told: the one file that asks the platform for time. */

/** Whether this is a server, where nothing is timed or collected: neither a window nor a worker. */
export function isServer(): boolean {
  return typeof window === 'undefined' && typeof (globalThis as { WorkerGlobalScope?: unknown }).WorkerGlobalScope === 'undefined'
}

/** Milliseconds since 1970; may step back. */
export function wallClock(): number {
  return Date.now()
}

/** Milliseconds since some start; never steps back. */
export function monotonicClock(): number {
  return performance.now()
}

/** The longest delay that browsers and Node keep: 2^31 - 1 ms, about 24.8 days. */
const LONGEST_DELAY = 2 ** 31 - 1

export type Timer = ReturnType<typeof setTimeout>

/** Calls `wake` after `delay` ms, or earlier where the platform cannot count that far. */
export function startTimer(wake: () => void, delay: number): Timer {
  return setTimeout(wake, Math.min(Math.ceil(delay), LONGEST_DELAY))
}

export function stopTimer(timer: Timer): void {
  clearTimeout(timer)
}

/** Calls `task` in the next task. */
export function nextTask(task: () => void): void {
  setTimeout(task, 0)
}
