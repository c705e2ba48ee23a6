// Bundles what runs in the page, as an app's production build would.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { packages } from '../figures.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = (file) => join(root, 'page', file);

export function esbuildOptions(library, more = {}) {
  return {
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { contender: library },
    absWorkingDir: root,
    logLevel: 'error',
    ...more,
  };
}

/** The smallest program that makes a client: what an app has to load. */
export const clientOnly = { contents: "export { QueryClient } from 'contender'", resolveDir: root };

/**
 * A directory with `NAME.js` (library and cases) and `client-NAME.js` (library alone) for every contender, `bench.js` and `counts.js`.
 * The caller removes it with `discard`.
 */
export async function bundle(more = {}) {
  const outdir = await mkdtemp(join(tmpdir(), 'querycache-bench-'));
  const tasks = Object.entries(packages).flatMap(([name, library]) => [
    build(esbuildOptions(library, { entryPoints: { [name]: page('contender.mjs') }, outdir, ...more })),
    build(esbuildOptions(library, { stdin: clientOnly, outfile: join(outdir, `client-${name}.js`), ...more })),
  ]);
  const runners = { bench: page('bench.mjs'), counts: page('counts.mjs') };
  tasks.push(build(esbuildOptions('', { alias: {}, entryPoints: runners, outdir, ...more })));
  await Promise.all(tasks);
  return { outdir, discard: () => rm(outdir, { recursive: true }) };
}
