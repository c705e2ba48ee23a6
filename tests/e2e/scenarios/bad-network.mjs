import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loaded, openPage, rowsOf, setStatus, shown, world } from '../lib/world.mjs';

const cut = (page) => page.route('**/api/**', (route) => route.abort('internetdisconnected'));
const mend = (page) => page.unroute('**/api/**');

describe('a bad network', () => {
  test('a list that could not be loaded says so and comes with a retry', async (t) => {
    const page = await openPage(t, '/');
    await cut(page);
    await page.getByRole('link', { name: 'Clients' }).first().click();
    await shown(page.getByText('Could not load clients'));
    await shown(page.getByText('The server cannot be reached. Check your connection, then try again.'));
    await mend(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await loaded(page, 'clients');
    assert.equal(await rowsOf(page).count(), 25);
  });

  test('a deal that could not be loaded comes with a retry', async (t) => {
    const page = await openPage(t, '/deals');
    await cut(page);
    await rowsOf(page).first().getByRole('link').first().click();
    await shown(page.getByRole('alert').getByText(/^Could not load deal/));
    await mend(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown(page.getByText('About this deal'));
  });

  test('a write that did not get through is taken back and sent by a retry', async (t) => {
    const page = await openPage(t, '/payments?status=pending');
    await loaded(page, 'payments');
    const title = await rowsOf(page).first().getByRole('cell').first().textContent();
    await page.route('**/api/deals/payments/*/', (route) => route.abort('internetdisconnected'));
    await setStatus(rowsOf(page).first(), 'Verified');
    await shown(page.getByText(`Could not save ${title.toLowerCase()}`));
    await shown(rowsOf(page).first().getByRole('button', { name: /^Pending: change/ }));
    await page.unroute('**/api/deals/payments/*/');
    await page.getByRole('button', { name: 'Retry' }).click();
    await shown(page.getByText(`${title} is now verified`));
  });

  test('one failure of the server is passed over by itself', async (t) => {
    await world.server.switches({ next_status: [503] });
    const page = await openPage(t, '/clients');
    await loaded(page, 'clients');
    assert.equal((await world.server.requests())['GET /api/clients/'], 2);
  });

  test('a refetch that fails leaves the rows and says that they may be old', async (t) => {
    const page = await openPage(t, '/payments?status=pending');
    await loaded(page, 'payments');
    const rows = await rowsOf(page).count();
    // The write passes; the refetch after it and its repeat do not.
    await page.route('**/api/deals/payments/?**', (route) => route.abort('internetdisconnected'));
    await setStatus(rowsOf(page).first(), 'Verified');
    await shown(page.getByText('These may be out of date.'));
    assert.equal(await rowsOf(page).count(), rows);
    await page.unroute('**/api/deals/payments/?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('These may be out of date.').waitFor({ state: 'detached' });
  });
});
