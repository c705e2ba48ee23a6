import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loaded, openPage, rowsOf, world } from '../lib/world.mjs';

describe('rendering on the server', () => {
  test('the HTML of /deals holds the rows of its first page', async () => {
    const { results } = await world.server.get('/api/deals/deals/?ordering=-deal_date');
    const html = await (await fetch(`${world.app.url}/deals`)).text();
    assert.equal(results.length, 25);
    for (const deal of results) assert.ok(html.includes(deal.deal_id), `${deal.deal_id} is not in the HTML`);
  });

  test('a filtered and paged address is rendered as asked for', async () => {
    const filter = 'verification_status=rejected&page=2';
    const { results } = await world.server.get(`/api/deals/deals/?ordering=-deal_date&${filter}`);
    const html = await (await fetch(`${world.app.url}/deals?${filter}`)).text();
    for (const deal of results) assert.ok(html.includes(deal.deal_id), `${deal.deal_id} is not in the HTML`);
  });

  test('the rows can be read without any script', async (t) => {
    const page = await openPage(t, '/deals', { javaScriptEnabled: false });
    assert.equal(await rowsOf(page).count(), 25);
    assert.ok(await rowsOf(page).first().isVisible());
  });

  test('hydration asks for nothing again and shows no loading state', async (t) => {
    const page = await openPage(t, 'about:blank');
    const asked = [];
    page.on('request', (request) => request.url().includes('/api/') && asked.push(request.url()));
    await page.addInitScript(() => {
      window.sawLoading = false;
      const look = () => (window.sawLoading ||= Boolean(document.querySelector('[aria-busy="true"]')));
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    });
    await page.goto('/deals');
    await loaded(page, 'deals');
    // Once the menu opens the page is hydrated: its effects have run, and with them any fetch they wanted.
    await page.getByRole('combobox', { name: 'Verification' }).click();
    await page.getByRole('option', { name: 'Rejected' }).waitFor();
    assert.deepEqual(asked, []);
    assert.equal(await page.evaluate(() => window.sawLoading), false);
  });

  test('a server of records that fails leaves the rows to the browser', async (t) => {
    await world.server.switches({ next_status: [500] });
    const page = await openPage(t, '/deals');
    await loaded(page, 'deals');
    assert.equal(await rowsOf(page).count(), 25);
  });

  test('what is no address of a deal is a page that says so', async (t) => {
    assert.equal((await fetch(`${world.app.url}/deals/abc`)).status, 404);
    const page = await openPage(t, '/deals/999999');
    await page.getByText('Could not load deal 999999').waitFor();
    await page.getByRole('link', { name: 'Back to all deals' }).click();
    await loaded(page, 'deals');
  });
});
