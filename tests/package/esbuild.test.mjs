// Bundled by esbuild with nothing configured but what any page needs, with React 19 and with React 18.
import { build } from 'esbuild';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { serve } from '../browser/static-server.mjs';
import { browserOf } from './browsers.mjs';
import { assemble, assertNoErrors, playPlain, playReact, root } from './fixture.mjs';

const shared = { 'main.js': '.', 'scenes.js': '.', 'errors.js': '.', 'deal.json': '.' };

async function bundle(dir, options) {
  const out = join(dir, 'main.js');
  await build({ entryPoints: [out], outfile: out, allowOverwrite: true, bundle: true, format: 'esm', logLevel: 'error', ...options });
}

async function play(dir) {
  const browser = await browserOf();
  const server = await serve(dir);
  try {
    await browser.open(server.url);
    await playPlain(browser);
    await playReact(browser);
    await assertNoErrors(browser);
  } finally {
    await server.close();
  }
}

describe('esbuild', () => {
  test('bundle', async () => {
    const dir = await assemble('esbuild', { shared });
    await bundle(dir, {});
    await play(dir);
  });
  test('minified bundle for production', async () => {
    const dir = await assemble('esbuild', { shared });
    await bundle(dir, { minify: true, define: { 'process.env.NODE_ENV': '"production"' } });
    await play(dir);
  });
  test('React 18', async () => {
    const dir = await assemble('esbuild', { shared, to: join(root, 'react-18/out/esbuild') });
    await bundle(dir, {});
    await play(dir);
  });
});
