/** A script of calls, made from a seed: the same for both libraries. */

/** A small seeded generator (mulberry32). */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const KEYS = [['a'], ['a', 1], ['a', { page: 1 }, 'x'], ['a', { page: 2, status: 's' }, 'x'], ['b']]
const FILTERS = [{}, { queryKey: ['a'] }, { queryKey: ['a', { page: 1 }] }, { queryKey: ['a', 1], exact: true }, { type: 'active' }, { stale: true, queryKey: ['a'] }]

export function makeScript(seed) {
  const dice = random(seed)
  const one = (list) => list[Math.floor(dice() * list.length)]
  const observerOptions = () => ({
    staleTime: one([undefined, undefined, 0, 53.5, 1003.5, Infinity, 'static']),
    gcTime: one([undefined, undefined, 0, 100, 5000]),
    enabled: one([undefined, undefined, undefined, true, false]),
    refetchOnMount: one([undefined, undefined, false, 'always']),
    refetchOnWindowFocus: one([undefined, undefined, false, 'always']),
    refetchOnReconnect: one([undefined, undefined, false, 'always']),
    retry: one([undefined, 0, 1, 2, false]),
    retryDelay: one([undefined, 10, 100]),
    retryOnMount: one([undefined, undefined, false]),
    networkMode: one([undefined, undefined, undefined, 'always', 'offlineFirst']),
    select: one([undefined, undefined, undefined, 'double']),
    placeholderData: one([undefined, undefined, undefined, 'keep', { n: -1 }]),
  })
  const steps = []
  const length = 8 + Math.floor(dice() * 25)
  for (let at = 0; at < length; at++) {
    const roll = dice()
    const key = one(KEYS)
    if (roll < 0.18) steps.push({ do: 'mount', key, options: observerOptions() })
    else if (roll < 0.26) steps.push({ do: 'unmount', which: Math.floor(dice() * 4) })
    else if (roll < 0.3) steps.push({ do: 'setOptions', which: Math.floor(dice() * 4), key, options: observerOptions() })
    else if (roll < 0.42) steps.push({ do: 'set', key, value: { n: Math.floor(dice() * 3) } })
    else if (roll < 0.5) steps.push({ do: 'invalidate', filters: one(FILTERS), refetchType: one([undefined, 'none', 'all', 'inactive']), cancelRefetch: one([undefined, false]) })
    else if (roll < 0.54) steps.push({ do: 'refetch', filters: one(FILTERS), cancelRefetch: one([undefined, false]) })
    else if (roll < 0.6) steps.push({ do: 'cancel', filters: one(FILTERS), revert: one([undefined, undefined, false]) })
    else if (roll < 0.64) steps.push({ do: 'remove', filters: one(FILTERS) })
    else if (roll < 0.67) steps.push({ do: 'reset', filters: one(FILTERS) })
    else if (roll < 0.75) steps.push({ do: 'fetch', key, staleTime: one([undefined, 0, 1003.5, 'static']), retry: one([undefined, 1]) })
    else if (roll < 0.78) steps.push({ do: 'online', value: dice() < 0.5 })
    else if (roll < 0.81) steps.push({ do: 'focus', value: dice() < 0.6 })
    else steps.push({ do: 'wait', ms: one([1, 5, 20, 60, 200, 1500, 6000]) })
  }
  steps.push({ do: 'online', value: true }, { do: 'focus', value: true }, { do: 'wait', ms: 40_000 })
  /** What the server does at its n-th call: how long it takes, whether it fails, what it answers, whether the signal is read. */
  const answers = Array.from({ length: 200 }, () => ({ ms: one([0, 1, 10, 30, 300]), fails: dice() < 0.3, n: Math.floor(dice() * 3), signal: dice() < 0.3 }))
  return { steps, answers }
}
