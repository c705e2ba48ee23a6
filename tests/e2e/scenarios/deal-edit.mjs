import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gone, openPage, pick, rowsOf, setStatus, shown, world } from '../lib/world.mjs';

const PATH = '/api/deals/deals/8/';
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
const dialog = (page) => page.getByRole('dialog', { name: 'Edit deal' });

async function openEdit(t) {
  const page = await openPage(t, '/deals/8');
  const before = await world.server.get(PATH);
  await heading(page, before.deal_name).waitFor();
  await page.getByRole('button', { name: 'Edit deal' }).click();
  await dialog(page).waitFor();
  return { page, before };
}

/** The PATCHes that were answered, so that a test can tell what happened before an answer. */
function answersOf(page) {
  const answers = [];
  page.on('response', (response) => response.request().method() === 'PATCH' && answers.push(response.status()));
  return answers;
}

describe('editing a deal', () => {
  test('the edit shows at once on a slow server, is saved and survives a reload', async (t) => {
    const { page, before } = await openEdit(t);
    const answers = answersOf(page);
    await world.server.switches({ delay_ms: 2000 });
    await page.getByLabel('Name').fill('A deal renamed');
    await page.getByLabel('Value').fill('123456.78');
    await page.getByLabel('Remarks').fill('Two lines\nof remarks');
    await pick(page, 'Payment', 'Initial payment');
    await page.getByRole('button', { name: 'Save' }).click();

    await shown(heading(page, 'A deal renamed'));
    await shown(page.getByText(`${before.currency} 123,456.78`));
    await shown(page.getByText('Saving…'));
    assert.deepEqual(answers, []);

    await shown(page.getByText('Saved A deal renamed'));
    assert.deepEqual(answers, [200]);
    await world.server.calm();
    const saved = await world.server.get(PATH);
    assert.equal(saved.deal_value, '123456.78');
    assert.equal(saved.payment_status, 'initial payment');
    assert.equal(saved.deal_remarks, 'Two lines\nof remarks');
    assert.equal(saved.due_date, before.due_date);
    assert.equal(saved.version, before.version + 1);

    await page.reload();
    await shown(heading(page, 'A deal renamed'));
    await shown(page.getByText(`version ${saved.version}`));
  });

  test('an edit on the detail is in the list at once, and the other way round', async (t) => {
    const [first] = (await world.server.get('/api/deals/deals/?ordering=-deal_date')).results;
    const page = await openPage(t, '/deals');
    await rowsOf(page).first().getByRole('link', { name: first.deal_name }).click();
    await page.getByRole('button', { name: 'Edit deal' }).click();
    await world.server.switches({ delay_ms: 2000 });
    await page.getByLabel('Name').fill('Seen in the list');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'All deals' }).click();
    await shown(rowsOf(page).first().getByRole('link', { name: 'Seen in the list' }));
    await shown(page.getByText('Saved Seen in the list'));

    await world.server.calm();
    const next = first.verification_status === 'rejected' ? 'Verified' : 'Rejected';
    await setStatus(rowsOf(page).first(), next);
    await shown(rowsOf(page).first().getByRole('button', { name: new RegExp(`^${next}:`) }));
    await rowsOf(page).first().getByRole('link', { name: 'Seen in the list' }).click();
    await shown(page.getByRole('region', { name: 'About this deal' }).getByText(next));
  });

  test('a refused edit is taken back, in the words of the server, and can be tried again', async (t) => {
    const { page, before } = await openEdit(t);
    const answers = answersOf(page);
    await world.server.switches({ delay_ms: 1000, next_status: [503] });
    await page.getByLabel('Name').fill('Not to be');
    await page.getByRole('button', { name: 'Save' }).click();
    await shown(heading(page, 'Not to be'));
    assert.deepEqual(answers, []);

    await shown(page.getByText('Could not save deal 8'));
    await shown(page.getByText('Made to fail by /__test__/switches. Your change was taken back.'));
    await shown(heading(page, before.deal_name));
    assert.deepEqual(answers, [503]);
    assert.equal((await world.server.get(PATH)).deal_name, before.deal_name);

    await world.server.calm();
    await page.getByRole('button', { name: 'Retry' }).click();
    await shown(page.getByText('Saved Not to be'));
    await shown(heading(page, 'Not to be'));
    assert.equal((await world.server.get(PATH)).deal_name, 'Not to be');
  });

  test('what the server finds wrong stands at the fields, with all that was typed', async (t) => {
    const { page, before } = await openEdit(t);
    await page.getByLabel('Name').fill('');
    await page.getByLabel('Value').fill('a lot');
    await page.getByLabel('Remarks').fill('Kept');
    await page.getByRole('button', { name: 'Save' }).click();

    const name = dialog(page).getByLabel('Name');
    const value = dialog(page).getByLabel('Value');
    await shown(dialog(page).getByText('A valid number is required.'));
    assert.equal(await value.getAttribute('aria-invalid'), 'true');
    const message = await value.getAttribute('aria-describedby');
    assert.equal(await page.locator(`[id="${message}"]`).textContent(), 'A valid number is required.');
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    assert.equal(await name.evaluate((element) => element === document.activeElement), true);
    assert.equal(await value.inputValue(), 'a lot');
    assert.equal(await dialog(page).getByLabel('Remarks').inputValue(), 'Kept');
    assert.equal(await dialog(page).getByLabel('Due').getAttribute('aria-invalid'), 'false');

    await name.fill('Corrected');
    await value.fill('10');
    await page.getByRole('button', { name: 'Save' }).click();
    await shown(page.getByText('Saved Corrected'));
    await gone(dialog(page));
    const saved = await world.server.get(PATH);
    assert.deepEqual([saved.deal_name, saved.deal_value, saved.deal_remarks], ['Corrected', '10.00', 'Kept']);
    assert.equal(saved.due_date, before.due_date);
  });

  test('somebody else was first: it is said, their record is shown, and a retry goes on top of it', async (t) => {
    const { page } = await openEdit(t);
    await world.server.patch(PATH, { deal_name: 'Theirs', deal_remarks: 'Their remark' });
    await page.getByLabel('Name').fill('Ours');
    await page.getByRole('button', { name: 'Save' }).click();
    await shown(page.getByText('Somebody else changed deal 8 first'));
    await shown(heading(page, 'Theirs'));
    await shown(page.getByText('Their remark'));

    await page.getByRole('button', { name: 'Retry' }).click();
    await shown(page.getByText('Saved Ours'));
    const saved = await world.server.get(PATH);
    assert.deepEqual([saved.deal_name, saved.deal_remarks], ['Ours', 'Their remark']);
  });

  test('a save without a change sends nothing', async (t) => {
    const { page } = await openEdit(t);
    await page.getByRole('button', { name: 'Save' }).click();
    await gone(dialog(page));
    assert.equal((await world.server.requests())['PATCH /api/deals/deals/{id}/'], undefined);
  });

  test('the dialog works by keyboard alone and gives the focus back', async (t) => {
    const page = await openPage(t, '/deals/8');
    await page.getByRole('button', { name: 'Edit deal' }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    assert.equal(await page.getByLabel('Name').evaluate((element) => element === document.activeElement), true);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Typed');
    await page.keyboard.press('Enter');
    await shown(page.getByText('Saved Typed'));
    const edit = page.getByRole('button', { name: 'Edit deal' });
    assert.equal(await edit.evaluate((element) => element === document.activeElement), true);
  });
});
