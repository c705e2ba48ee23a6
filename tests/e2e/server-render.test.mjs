import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const child = fileURLToPath(new URL('lib/render-many.mjs', import.meta.url));

// What 9,900 renders may add: 1 MiB is 106 bytes each, far less than one empty client.
const HEAP_MARGIN = 1024 * 1024;
// WebAssembly memory counts as external. It grows by pages of 64 KiB and never shrinks, so two pages are the noise.
const EXTERNAL_MARGIN = 2 * 64 * 1024;

test('10,000 server renders, each with its own client that nobody destroys, leave the memory flat after the first 100', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', child], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const samples = JSON.parse(stdout);
  assert.equal(samples.length, 100);

  const [first] = samples;
  const last = median(samples.slice(-11));
  const report = `after 100 renders ${JSON.stringify(first)}, after 10,000 ${JSON.stringify(last)}`;
  assert.ok(last.heapUsed - first.heapUsed < HEAP_MARGIN, `the heap grew: ${report}`);
  assert.ok(last.external - first.external < EXTERNAL_MARGIN, `memory outside of the heap grew: ${report}`);
  assert.ok(last.arrayBuffers - first.arrayBuffers < EXTERNAL_MARGIN, `array buffers grew: ${report}`);
});

/** The middle of several samples: one that fell on a moment of compiling does not count. */
function median(samples) {
  const names = Object.keys(samples[0]);
  const middle = (name) => samples.map((sample) => sample[name]).sort((a, b) => a - b)[samples.length >> 1];
  return Object.fromEntries(names.map((name) => [name, middle(name)]));
}
