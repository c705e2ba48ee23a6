import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { world } from '../lib/world.mjs';

const call = (path, options) => fetch(world.app.url + path, options);
const json = (method, body, headers) => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

describe('the way from the app to the server', () => {
  test('ETag and If-Match pass through, and a 412 keeps its body', async () => {
    const detail = await call('/api/deals/deals/8/');
    const { version } = await detail.json();
    const tag = detail.headers.get('etag');
    assert.equal(tag, `"deal-8-v${version}"`);

    const written = await call('/api/deals/deals/8/', json('PATCH', { deal_remarks: 'One' }, { 'if-match': tag }));
    assert.equal(written.status, 200);
    assert.equal(written.headers.get('etag'), `"deal-8-v${version + 1}"`);
    const refused = await call('/api/deals/deals/8/', json('PATCH', { deal_remarks: 'Two' }, { 'if-match': tag }));
    assert.equal(refused.status, 412);
    assert.equal((await refused.json()).current.deal_remarks, 'One');
  });

  test('Idempotency-Key passes through', async () => {
    const body = { client_name: 'Once', email: 'once@example.com', phone_number: '' };
    const once = json('POST', body, { 'idempotency-key': 'e2e-once' });
    const first = await call('/api/clients/', once);
    const second = await call('/api/clients/', once);
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.equal(second.headers.get('idempotency-replayed'), 'true');
    assert.equal((await first.json()).id, (await second.json()).id);
  });

  test('addresses are not redirected, and nothing outside of /api/ can be reached', async () => {
    const options = { redirect: 'manual' };
    assert.equal((await call('/api/clients/?page_size=1', options)).status, 200);
    assert.equal((await call('/api/clients?page_size=1', options)).status, 200);
    assert.equal((await call('/api/../__test__/requests', options)).status, 404);
    assert.equal((await call('/api/%2e%2e/__test__/requests', options)).status, 404);
  });
});
