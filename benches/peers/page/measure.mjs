// Times one case of one contender.
import { quiet, turn } from './turn.mjs';

// Long enough that the clock's 5 us do not matter.
const BATCH_MS = 10;
// What the code is run for before it counts, so that it is optimised when it does.
const WARM_UP_MS = 60;
const WARM_UP_ROUNDS = 30;

// Nothing else is called from here: profiles are cut down to what is below this function (lib/self-times.mjs).
function timed(run, world, context, count) {
  return run(world, context, count);
}

async function once({ contest, world, random }, count) {
  const context = contest.prepare(world, count, random);
  await quiet();
  let time = 0;
  for (const { run, verify, untilReturned } of contest.steps) {
    gc({ type: 'minor' });
    const start = performance.now();
    const result = timed(run, world, context, count);
    let end = performance.now();
    if (!untilReturned) {
      await turn();
      end = performance.now();
    }
    time += end - start;
    await verify(world, context, count, result);
  }
  contest.restore?.(world, context);
  await quiet();
  return time;
}

/** Finds out how often the case is to be done in one measurement, which also warms it up. */
export async function calibrate(entry) {
  const { contest, world } = entry;
  contest.check(world);
  const most = contest.most(world);
  entry.count = Math.min(contest.least ?? 1, most);
  let spent = 0;
  for (let rounds = 0; rounds < WARM_UP_ROUNDS; rounds++) {
    const time = await once(entry, entry.count);
    spent += time;
    const enough = entry.count === most || time >= BATCH_MS / 2;
    if (enough && spent >= WARM_UP_MS) return;
    if (time < BATCH_MS) entry.count = Math.min(most, Math.ceil(entry.count * Math.min(8, BATCH_MS / Math.max(time, 0.1))));
  }
}

/** Microseconds for one operation. */
export async function measure(entry) {
  return ((await once(entry, entry.count)) * 1000) / entry.count;
}
