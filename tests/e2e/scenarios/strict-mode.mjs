import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startDevApp } from '../lib/prs-app.mjs';
import { loaded, openPage, rowsOf, setStatus, shown, world } from '../lib/world.mjs';

/** React runs every effect twice here, as it only does in development. */
describe('StrictMode', () => {
  let dev;
  before(async () => {
    dev = await startDevApp(world.server.url);
  });
  after(() => dev?.stop());

  test('a page that mounts twice asks once, and is subscribed once', async (t) => {
    const page = await openPage(t, '/payments', { base: dev.url });
    await loaded(page, 'payments');
    assert.deepEqual(await world.server.requests(), { 'GET /api/deals/payments/': 1 });

    await setStatus(rowsOf(page).filter({ hasText: 'Pending' }).first(), 'Verified');
    await shown(page.getByText(/Payment \d+ is now verified/));
    await shown(page.locator('table[aria-busy="false"]'));
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await world.server.requests(), {
      'GET /api/deals/payments/': 2,
      'PATCH /api/deals/payments/{id}/': 1,
    });
  });

  test('rows rendered on the server are not asked for again', async (t) => {
    const page = await openPage(t, '/deals', { base: dev.url });
    await loaded(page, 'deals');
    await page.getByRole('combobox', { name: 'Verification' }).click();
    await page.getByRole('option', { name: 'Rejected' }).waitFor();
    assert.deepEqual(await world.server.requests(), { 'GET /api/deals/deals/': 1 });
  });
});
