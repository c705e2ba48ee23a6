// Runs in the page: all cases of all contenders, mixed, over one cache after the other.
import { calibrate, measure } from './measure.mjs';
import { seeded } from './random.mjs';

// One after the other: what comes first is compiled first and lies elsewhere in memory, so the order is drawn anew for each page.
async function load(names) {
  const contenders = [];
  for (const name of names) contenders.push({ name, ...(await import(`/${name}.js`)) });
  return contenders;
}

// A contender that does not do the work is out of the figure; the others go on.
async function guarded(entry, work) {
  if (entry.failed) return;
  try {
    await work(entry);
  } catch (error) {
    entry.failed = String(error?.message ?? error);
  }
}

async function runCache({ contenders, figures, queries, group, rounds, random }) {
  const entries = [];
  for (const { name, fill, cases } of random.shuffled(contenders)) {
    const world = fill(queries, group);
    for (const figure of figures) entries.push({ figure: figure.id, name, world, contest: cases[figure.case], random, times: [] });
  }
  gc();
  for (const entry of random.shuffled(entries)) await guarded(entry, calibrate);
  for (let round = 0; round < rounds; round++) {
    for (const entry of random.shuffled(entries)) await guarded(entry, async () => entry.times.push(await measure(entry)));
  }
  for (const world of new Set(entries.map((entry) => entry.world))) world.client.clear();
  return entries.map(({ figure, name, times, count, failed }) => ({ figure, name, times, count, failed }));
}

/** The times of all figures, in microseconds, one for each round. */
export async function bench({ names, figures, rounds, seed }) {
  const random = seeded(seed);
  const contenders = await load(random.shuffled(names));
  const caches = Object.values(Object.groupBy(figures, ({ queries, group }) => `${queries}/${group}`));
  const results = [];
  for (const inCache of caches) {
    const { queries, group } = inCache[0];
    results.push(...(await runCache({ contenders, figures: inCache, queries, group, rounds, random })));
    gc();
  }
  return results;
}
