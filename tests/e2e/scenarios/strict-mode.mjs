import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startDevApp } from '../lib/prs-app.mjs';
import { loaded, openPage, painted, paymentsRead, rowsOf, setStatus, shown, world } from '../lib/world.mjs';

/**
 * React mounts everything twice here, as it only does in development. The fetch of the first mount is called off,
 * so what counts is how many ran to their end: were a list subscribed twice, each refetch would do so twice.
 */
describe('StrictMode', () => {
  let dev;
  before(async () => {
    dev = await startDevApp(world.server.url);
  });
  after(() => dev?.stop());

  async function openPayments(t) {
    const page = await openPage(t, 'about:blank', { base: dev.url });
    const reads = { started: 0, finished: 0 };
    const isRead = (request) => request.method() === 'GET' && request.url().includes('/api/deals/payments/?');
    page.on('request', (request) => isRead(request) && reads.started++);
    page.on('requestfinished', (request) => isRead(request) && reads.finished++);
    await page.goto('/payments');
    await loaded(page, 'payments');
    return { page, reads };
  }

  async function write(page) {
    const refetched = paymentsRead(page);
    await setStatus(rowsOf(page).filter({ hasText: 'Pending' }).first(), 'Verified');
    await (await refetched).finished();
    await painted(page);
  }

  test('a page that mounts twice fetches once, and refetches once after a write', async (t) => {
    const { page, reads } = await openPayments(t);
    assert.equal(reads.finished, 1);
    const { started } = reads;
    await write(page);
    assert.deepEqual(reads, { started: started + 1, finished: 2 });
  });

  test('so does one whose source was edited while it was open', async (t) => {
    const { page, reads } = await openPayments(t);
    const { started } = reads;
    await page.evaluate(() => (window.sameDocument = true));

    const file = join(dev.folder, 'components/payment-list.tsx');
    const source = await readFile(file, 'utf8');
    await writeFile(file, source.replace('title="Payments"', 'title="Payments, edited"'));
    await shown(page.getByRole('heading', { level: 1, name: 'Payments, edited' }));
    await painted(page);
    assert.equal(await page.evaluate(() => window.sameDocument), true, 'the page was reloaded, not refreshed');
    assert.deepEqual(reads, { started, finished: 1 });

    await write(page);
    assert.deepEqual(reads, { started: started + 1, finished: 2 });
  });

  test('rows rendered on the server are not asked for again', async (t) => {
    const page = await openPage(t, '/deals', { base: dev.url });
    await loaded(page, 'deals');
    await page.getByRole('combobox', { name: 'Verification' }).click();
    await page.getByRole('option', { name: 'Rejected' }).waitFor();
    assert.deepEqual(await world.server.requests(), { 'GET /api/deals/deals/': 1 });
  });
});
