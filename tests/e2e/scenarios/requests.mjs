import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loaded, openPage, painted, paymentsRead, rowsOf, setStatus, world } from '../lib/world.mjs';

/** Each page with the sign that it is complete and what it may ask for. */
const pages = [
  ['/clients', (page) => loaded(page, 'clients'), { 'GET /api/clients/': 1 }],
  ['/deals', (page) => loaded(page, 'deals'), { 'GET /api/deals/deals/': 1 }],
  ['/payments', (page) => loaded(page, 'payments'), { 'GET /api/deals/payments/': 1 }],
  ['/deals/8', (page) => page.getByText('About this deal').waitFor(), { 'GET /api/deals/deals/{id}/': 1 }],
  [
    '/',
    (page) => page.getByRole('link', { name: /^To verify [\d,]+$/ }).waitFor(),
    { 'GET /api/clients/': 1, 'GET /api/deals/deals/': 1, 'GET /api/deals/payments/': 2 },
  ],
];

describe('requests', () => {
  for (const [path, complete, wanted] of pages) {
    test(`${path} asks for each thing once`, async (t) => {
      const page = await openPage(t, path);
      await complete(page);
      await page.waitForLoadState('networkidle');
      assert.deepEqual(await world.server.requests(), wanted);
    });
  }

  test('a page come back to is shown from the cache and asks for nothing', async (t) => {
    const page = await openPage(t, '/clients');
    await loaded(page, 'clients');
    await page.getByRole('link', { name: 'Payments' }).click();
    await loaded(page, 'payments');
    const asked = [];
    page.on('request', (request) => request.url().includes('/api/') && asked.push(request.url()));
    await page.getByRole('link', { name: 'Clients' }).click();
    await loaded(page, 'clients');
    await painted(page);
    assert.deepEqual(asked, []);
  });

  test('a write refetches what is on screen, once', async (t) => {
    const page = await openPage(t, '/payments');
    await loaded(page, 'payments');
    const refetched = paymentsRead(page);
    await setStatus(rowsOf(page).filter({ hasText: 'Pending' }).first(), 'Verified');
    await refetched;
    assert.deepEqual(await world.server.requests(), {
      'GET /api/deals/payments/': 2,
      'PATCH /api/deals/payments/{id}/': 1,
    });
  });
});
