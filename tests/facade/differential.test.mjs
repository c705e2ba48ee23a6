/** The npm package is the oracle: the same scripts of calls against both, compared at quiescence. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import test from 'node:test'
import { querycache, tanstack } from './pkg.mjs'
import { makeScript } from './differential/script.mjs'
import { play } from './differential/play.mjs'

const COUNT = Number(process.env.QUERYCACHE_SEEDS ?? 3000)
const ONLY = process.env.QUERYCACHE_SEED
/**
 * Seeds are drawn from here. Beyond it about two scripts in 10,000 differ, by what two things due in the same millisecond
 * do to each other (docs/deviations.md); `scripts/soak` looks for more.
 */
const POOL = 10_000

/** Most seeds are the same in every run, the last sixth comes from the commit. */
function seeds() {
  if (ONLY) return [Number(ONLY)]
  let commit = 0
  try {
    commit = parseInt(execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }), 16)
  } catch {
    // not a git checkout: the fixed seeds alone
  }
  const fixed = Math.ceil((COUNT * 5) / 6)
  if (COUNT > POOL) return Array.from({ length: COUNT }, (_, at) => at + 1)
  return Array.from({ length: COUNT }, (_, at) => ((at < fixed ? at : commit + at) % POOL) + 1)
}

test(`the same results, states, events and calls as TanStack over ${ONLY ? 1 : COUNT} scripts`, async () => {
  for (const seed of seeds()) {
    const script = makeScript(seed)
    const theirs = await play(tanstack, script)
    const ours = await play(querycache, script)
    theirs.seen.forEach((expected, at) => {
      assert.deepEqual(ours.seen[at].log, expected.log, `seed ${seed}, step ${at} ${JSON.stringify(expected.step)}: what was told`)
      assert.deepEqual(ours.seen[at].state, expected.state, `seed ${seed}, step ${at} ${JSON.stringify(expected.step)}: the cache`)
    })
    assert.deepEqual(ours.history, theirs.history, `seed ${seed}: the cache's events`)
    assert.deepEqual(ours.calls, theirs.calls, `seed ${seed}: calls of the query function`)
  }
})
