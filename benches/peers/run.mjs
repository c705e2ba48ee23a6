// Runs the benchmark. Meant to be called by scripts/bench, which builds and installs what it compares.
//   node benches/peers/run.mjs            all figures, several fresh pages, written to benches/results.json
//   node benches/peers/run.mjs --quick    one page, 10,000 queries, nothing written: shows that everything works
// Fails when a contender does not do the work of a case; a figure that is not reached is printed, not an error.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { figures, ours, peer, timers } from './figures.mjs';
import { bundle } from './lib/bundle.mjs';
import { openBrowser } from './lib/chromium.mjs';
import { environment, load } from './lib/environment.mjs';
import { heapOf, startUpOf, timersOf, timesOf } from './lib/pages.mjs';
import { growthFigures, timeFigures, timerFigure, untargeted } from './lib/report.mjs';
import { seeded } from './page/random.mjs';
import { brotliSizes } from './lib/sizes.mjs';
import { textTable } from './lib/table.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    pages: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const wholeNumber = (text, name) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} takes a whole number from 1 up, not ${text}`);
  return number;
};
const pages = wholeNumber(values.pages ?? (values.quick ? '1' : '5'), 'pages');
const rounds = wholeNumber(values.rounds ?? (values.quick ? '3' : '7'), 'rounds');
const seed = wholeNumber(values.seed, 'seed');
const queries = values.quick ? 10_000 : 100_000;
const chosen = figures.filter((figure) => figure.queries <= queries);

const names = [ours, peer];
// One start is short and noisy.
const STARTS = 3;
const say = (text) => console.error(`bench: ${text}`);

async function collect(browser) {
  const times = [];
  const startUp = { [ours]: [], [peer]: [] };
  const heap = { [ours]: [], [peer]: [] };
  const heapParts = {};
  for (let page = 0; page < pages; page++) {
    say(`page ${page + 1} of ${pages}`);
    times.push(await timesOf(browser, { names, figures: chosen, rounds, seed: seed + page }));
    const random = seeded(seed + page);
    for (let start = 0; start < STARTS; start++) {
      for (const name of random.shuffled(names)) startUp[name].push(await startUpOf(browser, name));
    }
    for (const name of random.shuffled(names)) {
      heapParts[name] = await heapOf(browser, { name, queries });
      heap[name].push(Object.values(heapParts[name]).reduce((sum, part) => sum + part, 0));
    }
  }
  const counts = {};
  for (const name of names) counts[name] = await timersOf(browser, { name, queries: timers.queries });
  return { times, startUp, heap, heapParts, counts };
}

const loadBefore = load();
const { outdir, discard } = await bundle();
const browser = await openBrowser(outdir);
let results;
try {
  const { times, startUp, heap, heapParts, counts } = await collect(browser);
  results = {
    environment: { ...(await environment(browser.version)), loadBefore, loadAfter: load() },
    method: { pages, rounds, seed },
    figures: timeFigures(times),
    growth: growthFigures(times),
    timers: timerFigure(counts),
    startUp: { unit: 'ms', ...untargeted(startUp) },
    heap: { unit: 'bytes per query', queries, ...untargeted(heap), lastPage: heapParts },
    size: { unit: 'bytes of brotli', ...(await brotliSizes()) },
  };
} finally {
  await browser.close();
  await discard();
}

console.log(textTable(results));
if (!values.quick) {
  await writeFile(new URL('../results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
  say('written to benches/results.json');
}
const failed = [...results.figures, ...results.growth, results.timers].filter((figure) => figure.failed);
for (const { id, failed: why } of failed) console.error(`bench: ${id} failed. ${why}`);
if (failed.length > 0) process.exitCode = 1;
