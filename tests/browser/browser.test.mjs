// The harness itself, in each engine: what the other suites rely on.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { descendants, isRunning } from '../../scripts/lib/processes.mjs';
import { startBrowser } from './browser.mjs';
import { engineNames } from './engines.mjs';
import { serve } from './static-server.mjs';

let dir, server;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'querycache-harness-'));
  await writeFile(join(dir, 'index.html'), '<title>harness</title><p id=p>one</p><button onclick="p.textContent = \'two\'">go</button>');
  server = await serve(dir, { headers: { 'x-test': 'sent' } });
});
after(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

for (const name of engineNames) {
  describe(name, () => {
    let browser;
    before(async () => (browser = await startBrowser(name)));
    after(() => browser?.quit());

    test('opens a page, clicks, and waits for what changes', async () => {
      await browser.open(server.url);
      assert.equal(await browser.text('#p'), 'one');
      await browser.click('button');
      await browser.waitForText('#p', 'two');
      await browser.reload();
      assert.equal(await browser.text('#p'), 'one');
    });
    test('runs scripts, and throws what they throw', async () => {
      assert.equal(await browser.js('return arguments[0] + 1', 2), 3);
      assert.equal(await browser.asyncJs("return (await fetch('/', { method: 'GET' })).headers.get('x-test')"), 'sent');
      await assert.rejects(browser.asyncJs("throw new TypeError('broken')"), /broken/);
      await assert.rejects(browser.waitForText('#p', 'three', 0.05), /is "one", not "three"/);
    });
    test('has tabs', async () => {
      const first = await browser.tab();
      const second = await browser.newTab();
      await browser.open(server.url);
      assert.deepEqual(new Set(await browser.tabs()), new Set([first, second]));
      await browser.closeTab();
      await browser.switchTo(first);
      assert.deepEqual(await browser.tabs(), [first]);
    });
    test('takes a screenshot', async () => {
      const file = join(dir, `${name}.png`);
      await browser.screenshot(file);
      assert.equal((await readFile(file)).subarray(1, 4).toString(), 'PNG');
    });
    test('leaves no process behind when it is killed', async () => {
      const before = new Set(descendants(process.pid));
      await browser.kill();
      const commands = await Promise.all([...before].filter(isRunning).map((pid) => readFile(`/proc/${pid}/comm`, 'utf8')));
      // The screen is this process's own.
      assert.deepEqual(commands.filter((command) => command !== 'Xvfb\n'), []);
      browser = undefined;
    });
  });
}

test('the static server does not leave its directory', async () => {
  const { status } = await fetch(`${server.url}%2e%2e/%2e%2e/etc/passwd`);
  assert.equal(status, 404);
});
