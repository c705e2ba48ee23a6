// Next.js without a configuration file, `next build && next start`, with both bundlers: rendered on the server through the package, then
// taken over in the browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browserOf } from './browsers.mjs';
import { assemble, assertNoErrors, playReact, run, startServer } from './fixture.mjs';

for (const bundler of ['turbopack', 'webpack']) {
  describe(`Next.js with ${bundler}`, () => {
    let server;
    before(async () => {
      const dir = await assemble('next', { shared: { 'errors.js': 'public', 'deal.json': 'public' } });
      await run('next', ['build', `--${bundler}`], { cwd: dir, seconds: 240 });
      server = await startServer('next', (port) => ['start', '--port', String(port)], { cwd: dir });
    });
    after(() => server?.stop());

    test('renders the data on the server', async () => {
      const response = await fetch(server.url);
      assert.equal(response.status, 200);
      assert.match(await response.text(), /<p class="name">From the server<\/p>/);
    });
    test('hydrates without a mismatch, and is interactive', async () => {
      const browser = await browserOf();
      await browser.open(server.url);
      await playReact(browser, 'From the server');
      await browser.click('#react .refetch');
      await browser.waitForText('#react .name', 'First');
      await assertNoErrors(browser);
    });
  });
}
