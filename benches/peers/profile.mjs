// Where the time of one figure goes: a CPU profile of our side, only of what is timed.
//   node benches/peers/profile.mjs FIGURE [--of tanstack]     FIGURE as in figures.mjs, say prefix-100-of-10k
// The names are those of the sources: nothing is minified, and the module is the one that the last scripts/build compiled, before wasm-opt
// took the names away. So it is a little slower than the package, the shares are what to look at.
import { parseArgs } from 'node:util';
import { figures, ours, packages } from './figures.mjs';
import { bundle } from './lib/bundle.mjs';
import { openBrowser } from './lib/chromium.mjs';
import { namedWasm } from './lib/named-wasm.mjs';
import { selfTimes } from './lib/self-times.mjs';

const TOP = 25;
const ROUNDS = 60;
const SAMPLE_US = 100;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { of: { type: 'string', default: ours } } });
const figure = figures.find(({ id }) => id === positionals[0]);
if (!figure || !(values.of in packages)) {
  console.error(`usage: node benches/peers/profile.mjs FIGURE [--of ${Object.keys(packages).join('|')}]\nfigures: ${figures.map(({ id }) => id).join(', ')}`);
  process.exit(1);
}

const named = await namedWasm();
const { outdir, discard } = await bundle({ minify: false, plugins: [named.plugin] });
const browser = await openBrowser(outdir);
try {
  const { profile, results } = await browser.inPage(async (page) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Profiler.enable');
    await devtools.send('Profiler.setSamplingInterval', { interval: SAMPLE_US });
    await devtools.send('Profiler.start');
    const results = await page.evaluate(
      async (request) => {
        const { bench } = await import('/bench.js');
        return bench(request);
      },
      { names: [values.of], figures: [figure], rounds: ROUNDS, seed: 1 },
    );
    return { results, ...(await devtools.send('Profiler.stop')) };
  });
  if (results[0].failed) throw new Error(`${figure.id} failed. ${results[0].failed}`);
  const { total, collector, functions } = selfTimes(profile);
  console.log(`${figure.title} (${packages[values.of]})`);
  console.log(`${(total / 1000).toFixed(0)} ms sampled in what is timed; the collector took ${(collector / 1000).toFixed(0)} ms of the whole run\n`);
  for (const { name, time } of functions.slice(0, TOP)) console.log(`${((100 * time) / total).toFixed(1).padStart(5)} %  ${name}`);
} finally {
  await browser.close();
  await discard();
  await named.discard();
}
