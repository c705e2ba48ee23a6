// A page without any build step: <script type="module"> and the files of the package, in every engine, under several policies.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineNames } from '../browser/engines.mjs';
import { serve } from '../browser/static-server.mjs';
import { browserOf } from './browsers.mjs';
import { assemble, assertNoErrors, playPlain, root } from './fixture.mjs';

const policy = (scripts) => ({ 'content-security-policy': `default-src 'self'; img-src data:; script-src ${scripts}` });

const servers = {};
before(async () => {
  await assemble('plain', { shared: { 'deal.json': '.', 'errors.js': '.', 'scenes.js': '.' } });
  servers.open = await serve(root);
  servers.allowed = await serve(root, { headers: policy("'self' 'wasm-unsafe-eval'") });
  servers.refused = await serve(root, { headers: policy("'self'") });
});
after(() => Promise.all(Object.values(servers).map((server) => server.close())));

const page = (server, name = '') => `${servers[server].url}out/plain/${name}`;

for (const engine of engineNames) {
  describe(`plain page in ${engine}`, () => {
    let browser;
    before(async () => (browser = await browserOf(engine)));

    test('querycache', async () => {
      await browser.open(page('open'));
      await playPlain(browser);
      await assertNoErrors(browser);
    });
    test('querycache/slim: refused before init, works after it', async () => {
      await browser.open(page('open', 'slim.html'));
      await playPlain(browser);
      assert.equal(await browser.text('#failure'), 'QueryCacheError: not_initialised');
      await assertNoErrors(browser);
    });
    test('a dedicated worker', async () => {
      await browser.open(page('open', 'worker.html'));
      await browser.waitForText('#names', 'First, Renamed');
      await assertNoErrors(browser);
    });
    test("a content security policy with 'wasm-unsafe-eval'", async () => {
      await browser.open(page('allowed'));
      await playPlain(browser);
      await assertNoErrors(browser);
    });
    test('a content security policy without it: the import succeeds, the first use says why not', async () => {
      await browser.open(page('refused'));
      await browser.waitForText('#failure', 'QueryCacheError: wasm_unavailable');
      await assertNoErrors(browser);
    });
  });
}
