// Vite without a configuration file: the dev server, which bundles dependencies by itself, and the production build.
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { serve } from '../browser/static-server.mjs';
import { browserOf } from './browsers.mjs';
import { assemble, assertNoErrors, playPlain, playReact, run, startServer } from './fixture.mjs';

describe('Vite', () => {
  let dir;
  before(async () => {
    dir = await assemble('vite', { shared: { 'main.js': '.', 'scenes.js': '.', 'errors.js': 'public', 'deal.json': 'public' } });
  });

  async function play(url) {
    const browser = await browserOf();
    await browser.open(url);
    await playPlain(browser);
    await playReact(browser);
    await assertNoErrors(browser);
  }

  test('dev server', async () => {
    // --force: what it bundled of an earlier tarball of the same version must not be taken.
    const server = await startServer('vite', (port) => [dir, '--port', String(port), '--strictPort', '--force']);
    try {
      await play(server.url);
    } finally {
      await server.stop();
    }
  });
  test('build', async () => {
    await run('vite', ['build', dir]);
    const server = await serve(join(dir, 'dist'));
    try {
      await play(server.url);
    } finally {
      await server.close();
    }
  });
});
