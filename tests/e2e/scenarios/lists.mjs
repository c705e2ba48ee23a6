import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loaded, openPage, pick, rowsOf, world } from '../lib/world.mjs';

const dealIds = (page) => rowsOf(page).locator('td:first-child > span').allTextContents();
const expected = async (query) =>
  (await world.server.get(`/api/deals/deals/?${query}`)).results.map((deal) => deal.deal_id);

describe('lists', () => {
  test('a filter narrows the rows, stands in the URL and survives a reload', async (t) => {
    const page = await openPage(t, '/deals');
    await loaded(page, 'deals');
    await pick(page, 'Verification', 'Rejected');
    await page.waitForURL('**/deals?verification_status=rejected');
    const wanted = await expected('verification_status=rejected&ordering=-deal_date');
    await page.getByText(wanted[0]).waitFor();
    await loaded(page, 'deals');
    assert.deepEqual(await dealIds(page), wanted);

    await page.reload();
    await loaded(page, 'deals');
    assert.deepEqual(await dealIds(page), wanted);
    assert.equal((await page.getByRole('combobox', { name: 'Verification' }).textContent()).trim(), 'Rejected');
  });

  test('a search asks once the typing pauses and stands in the URL', async (t) => {
    const page = await openPage(t, '/deals');
    await loaded(page, 'deals');
    await page.getByRole('searchbox').pressSequentially('Market');
    await page.waitForURL('**/deals?search=Market');
    const wanted = await expected('search=Market&ordering=-deal_date');
    await page.getByText(wanted[0]).waitFor();
    await loaded(page, 'deals');
    assert.deepEqual(await dealIds(page), wanted);
  });

  test('pages, filters and searches are steps that the back button takes back', async (t) => {
    const page = await openPage(t, '/payments');
    await loaded(page, 'payments');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('26–50 of 6,000 payments').waitFor();
    await pick(page, 'Method', 'Cheque');
    await page.waitForURL('**/payments?payment_method=cheque');
    await page.getByRole('searchbox').fill('CHQ-1');
    await page.waitForURL('**/payments?search=CHQ-1&payment_method=cheque');
    await loaded(page, 'payments');

    await page.goBack();
    await page.waitForURL('**/payments?payment_method=cheque');
    assert.equal(await page.getByRole('searchbox').inputValue(), '');
    await page.goBack();
    await page.waitForURL('**/payments?page=2');
    await page.getByText('26–50 of 6,000 payments').waitFor();
    await page.goBack();
    await page.getByText('1–25 of 6,000 payments').waitFor();
    await page.goForward();
    await page.getByText('26–50 of 6,000 payments').waitFor();
  });

  test('the rows before stay until the next page is there', async (t) => {
    const page = await openPage(t, '/clients');
    await loaded(page, 'clients');
    const first = await rowsOf(page).allTextContents();
    await world.server.switches({ delay_ms: 1000 });
    await page.getByRole('button', { name: 'Next' }).click();
    await page.locator('table[aria-busy="true"]').waitFor();
    assert.deepEqual(await rowsOf(page).allTextContents(), first);
    await page.getByText('26–50 of 200 clients').waitFor();
    assert.notDeepEqual(await rowsOf(page).allTextContents(), first);
  });

  test('a header orders, a second press turns the order round', async (t) => {
    const page = await openPage(t, '/deals');
    await loaded(page, 'deals');
    const value = page.getByRole('columnheader', { name: 'Value' });
    await value.getByRole('button').click();
    await page.waitForURL('**/deals?ordering=-deal_value');
    const highest = await expected('ordering=-deal_value');
    await page.getByText(highest[0]).waitFor();
    assert.equal(await value.getAttribute('aria-sort'), 'descending');
    await value.getByRole('button').click();
    await page.waitForURL('**/deals?ordering=deal_value');
    const lowest = await expected('ordering=deal_value');
    await page.getByText(lowest[0]).waitFor();
    assert.equal(await value.getAttribute('aria-sort'), 'ascending');
  });

  test('nothing found says what to do next', async (t) => {
    const page = await openPage(t, '/clients?search=no-such-client');
    await page.getByText('No clients found').waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await page.getByText('1–25 of 200 clients').waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), '');
  });

  test('a page past the end and nonsense in the URL lead back to rows', async (t) => {
    const page = await openPage(t, '/clients?page=999&ordering=__proto__&colour=red');
    await page.getByRole('button', { name: 'Go to the first page' }).click();
    await page.getByText('1–25 of 200 clients').waitFor();
  });

  test('the deals of one client, and all again', async (t) => {
    const page = await openPage(t, '/clients');
    await loaded(page, 'clients');
    const row = rowsOf(page).first();
    const name = await row.getByRole('cell').first().textContent();
    await row.getByRole('link', { name: `Deals of ${name}` }).click();
    await page.getByText(`Only deals of ${name}`).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('1–25 of 2,000 deals').waitFor();
  });

  test('a deal under the pointer is there before it is opened', async (t) => {
    const page = await openPage(t, '/deals');
    await loaded(page, 'deals');
    const link = rowsOf(page).first().getByRole('link').first();
    const prefetched = page.waitForResponse((response) => /\/api\/deals\/deals\/\d+\//.test(response.url()));
    await link.hover();
    await (await prefetched).finished();
    await world.server.switches({ delay_ms: 60_000 });
    await link.click();
    await page.getByRole('heading', { name: 'About this deal' }).waitFor();
    assert.equal((await world.server.requests())['GET /api/deals/deals/{id}/'], 1);
  });
});
