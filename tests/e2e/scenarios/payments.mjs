import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gone, loaded, openPage, rowsOf, setStatus, shown, world } from '../lib/world.mjs';

const pendingQuery = '/api/deals/payments/?status=pending&ordering=-payment_date';

describe('payments', () => {
  test('a payment is verified in the list: shown at once, then gone from those that wait', async (t) => {
    const { count, results } = await world.server.get(pendingQuery);
    const payment = results[0];
    const page = await openPage(t, '/payments?status=pending');
    await loaded(page, 'payments');
    const row = rowsOf(page).filter({ hasText: `Payment ${payment.id}` }).first();
    const answered = [];
    page.on('response', (response) => response.request().method() === 'PATCH' && answered.push(response.status()));

    await world.server.switches({ delay_ms: 1000 });
    await setStatus(row, 'Verified');
    await shown(row.getByRole('button', { name: /^Verified: change/ }));
    assert.deepEqual(answered, []);

    await shown(page.getByText(`Payment ${payment.id} is now verified`));
    await gone(page.getByRole('cell', { name: `Payment ${payment.id}`, exact: true }));
    await shown(page.getByText(`1–25 of ${(count - 1).toLocaleString('en-US')} payments`));
    await world.server.calm();
    const saved = await world.server.get(`/api/deals/payments/${payment.id}/`);
    assert.deepEqual([saved.status, saved.version], ['verified', payment.version + 1]);
  });

  test('a payment is rejected in its deal by keyboard alone, and the list of payments knows', async (t) => {
    const payment = (await world.server.get(pendingQuery)).results[0];
    const page = await openPage(t, `/deals/${payment.deal}`);
    const button = page.getByRole('button', { name: `change the status of payment ${payment.id}` });
    await button.focus();
    await page.keyboard.press('Enter');
    // The focus comes to the menu a moment after it is shown; a key before that would go to the button.
    const focused = page.locator('[role="menuitemradio"]:focus');
    await shown(focused.filter({ hasText: 'Pending' }));
    await page.keyboard.press('End');
    await shown(focused.filter({ hasText: 'Rejected' }));
    await page.keyboard.press('Enter');
    await shown(page.getByRole('button', { name: `Rejected: change the status of payment ${payment.id}` }));
    await shown(page.getByText(`Payment ${payment.id} is now rejected`));
    assert.equal(await button.evaluate((element) => element === document.activeElement), true);

    await page.getByRole('link', { name: 'Show in the list' }).click();
    await shown(rowsOf(page).filter({ hasText: `Payment ${payment.id}` }).getByText('Rejected'));
  });

  test('a refused status goes back to what it was', async (t) => {
    const page = await openPage(t, '/payments?status=pending');
    await loaded(page, 'payments');
    const title = await rowsOf(page).first().getByRole('cell').first().textContent();
    await world.server.switches({ next_status: [409] });
    await setStatus(rowsOf(page).first(), 'Rejected');
    await shown(page.getByText(`Somebody else changed ${title.toLowerCase()} first`));
    await shown(rowsOf(page).first().getByRole('button', { name: /^Pending: change/ }));
  });

  test('the dashboard counts, and a payment verified there leaves its list of those that wait', async (t) => {
    const { count } = await world.server.get('/api/deals/payments/?status=pending');
    const page = await openPage(t, '/');
    const waiting = (number) => page.getByRole('link', { name: `To verify ${number.toLocaleString('en-US')}` });
    await shown(page.getByRole('link', { name: 'Clients 200' }));
    await shown(page.getByRole('link', { name: 'Deals 2,000' }));
    await shown(page.getByRole('link', { name: 'Payments 6,000' }));
    await shown(waiting(count));
    await setStatus(rowsOf(page).first(), 'Verified');
    await shown(waiting(count - 1));
  });
});
