// Node.js as it is: import, use, and end without being told to.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { assemble, root, run } from './fixture.mjs';

describe('Node.js', () => {
  let dir;
  before(async () => (dir = await assemble('node', { shared: { 'render.js': '.' } })));

  test('querycache, and the process ends by itself', async () => {
    const output = JSON.parse(await run('node', [join(dir, 'main.js')], { seconds: 20 }));
    assert.deepEqual(output, { fetched: 'First', shown: 'Renamed', dehydrated: 1 });
  });
  test('querycache/slim with querycache/querycache.wasm', async () => {
    assert.equal((await run('node', [join(dir, 'slim.js')], { seconds: 20 })).trim(), 'First');
  });
  test('React 19 renders on the server', async () => {
    assert.equal((await run('node', [join(dir, 'render.js')], { seconds: 20 })).trim(), '<p>First</p>');
  });
  test('React 18 renders on the server', async () => {
    const dir18 = await assemble('node', { shared: { 'render.js': '.' }, to: join(root, 'react-18/out/node') });
    assert.equal((await run('node', [join(dir18, 'render.js')], { seconds: 20 })).trim(), '<p>First</p>');
  });
});
