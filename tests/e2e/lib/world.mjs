import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import { chromium } from 'playwright-core';
import { startApp } from './prs-app.mjs';
import { startPrsServer } from './prs-server.mjs';

const launch = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Started once for all scenarios: the server of the records, the app, a browser. */
export const world = { server: undefined, app: undefined, browser: undefined };

const started = [];

before(async () => {
  world.server = await startPrsServer();
  started.push(() => world.server.stop());
  world.app = await startApp(world.server.url);
  started.push(() => world.app.stop());
  world.browser = await chromium.launch(launch);
  started.push(() => world.browser.close());
});

after(async () => {
  for (const stop of started.reverse()) await stop();
});

beforeEach(() => world.server.fresh());

/**
 * A page of a browser that has never been here. The test fails if a script on it throws or React complains.
 * `base` is the app's address unless another one is given.
 */
export async function openPage(t, path, { base = world.app.url, ...options } = {}) {
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: base, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // Chromium reports every refused request here; the scenarios refuse some on purpose.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  });
  await page.goto(path);
  return page;
}

/** The rows of the list or table that is shown, without its header. */
export const rowsOf = (page) => page.getByRole('table').last().getByRole('row').filter({ has: page.getByRole('cell') });

/** Waits until the list says which rows it shows. */
export const loaded = (page, what) => page.getByText(new RegExp(`^[\\d,]+–[\\d,]+ of [\\d,]+ ${what}$`)).waitFor();

/** Picks from one of the selects of a list or a form. */
export async function pick(page, label, option) {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Changes a status where it stands. */
export async function setStatus(row, status) {
  await row.getByRole('button', { name: /change the status of/ }).click();
  await row.page().getByRole('menuitemradio', { name: status }).click();
}

/** The answer to the next read of a list of payments; one that is asked for twice has been by then. */
export const paymentsRead = (page) =>
  page.waitForResponse(
    (response) => response.request().method() === 'GET' && response.url().includes('/api/deals/payments/?'),
  );

/** Waits until what the page shows is painted and the effects of it, such as a fetch, have run. */
export const painted = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

export const shown = (locator) => locator.waitFor();
export const gone = (locator) => locator.waitFor({ state: 'detached' });
