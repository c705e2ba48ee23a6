import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import axe from 'axe-core';
import { loaded, openPage, rowsOf, setStatus, world } from '../lib/world.mjs';

const states = {
  '/': ['/', (page) => page.getByRole('link', { name: /^To verify [\d,]+$/ }).waitFor()],
  '/clients': ['/clients', (page) => loaded(page, 'clients')],
  '/deals': ['/deals', (page) => loaded(page, 'deals')],
  '/payments': ['/payments', (page) => loaded(page, 'payments')],
  '/deals/8': ['/deals/8', (page) => page.getByText('About this deal').waitFor()],
  'an unknown page': ['/nowhere', (page) => page.getByText('There is no such page').waitFor()],
  'an empty list': ['/clients?search=no-such-client', (page) => page.getByText('No clients found').waitFor()],
  'refused fields': [
    '/deals/8',
    async (page) => {
      await page.getByRole('button', { name: 'Edit deal' }).click();
      await page.getByLabel('Value').fill('a lot');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('A valid number is required.').waitFor();
    },
  ],
  'a refused status': [
    '/payments',
    async (page) => {
      await loaded(page, 'payments');
      await world.server.switches({ next_status: [503] });
      await setStatus(rowsOf(page).first(), 'Rejected');
      await page.getByText(/^Could not save payment/).waitFor();
    },
  ],
};

const screens = [
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
];

describe('accessibility', () => {
  for (const { width, colorScheme } of screens) {
    test(`nothing serious at ${width} px, ${colorScheme}`, async (t) => {
      for (const [name, [path, reach]] of Object.entries(states)) {
        await world.server.fresh();
        // Without motion, or a half-faded text would be measured.
        const options = { viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' };
        const page = await openPage(t, path, options);
        await reach(page);
        assert.deepEqual(await seriousFindings(page), [], name);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${name} scrolls sideways by ${overflow} px`);
      }
    });
  }

  test('the first tab leads past the navigation', async (t) => {
    const page = await openPage(t, '/clients');
    await loaded(page, 'clients');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
  });
});

async function seriousFindings(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}
