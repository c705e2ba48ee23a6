// Puts a fixture together, runs programs on it, and plays its scene in a browser.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import assert from 'node:assert/strict';
import { answers, freePort, gone, killTree } from '../../scripts/lib/processes.mjs';

export const root = import.meta.dirname;

/**
 * Copies `fixtures/NAME` to a fresh `out/NAME` (or to `to`) and the `shared` files into it, at the paths given: `{ 'errors.js': 'public' }`.
 * Resolves with the directory. It lies below tests/package, so that packages are found in the node_modules there, as in an app.
 */
export async function assemble(name, { shared = {}, to = join(root, 'out', name) } = {}) {
  await rm(to, { recursive: true, force: true });
  await cp(join(root, 'fixtures', name), to, { recursive: true });
  for (const [file, dir] of Object.entries(shared)) {
    await mkdir(join(to, dir), { recursive: true });
    await cp(join(root, 'fixtures/shared', file), join(to, dir, file));
  }
  return to;
}

/** Runs a program of node_modules/.bin, or node itself, to its end; rejects with all that it wrote when it fails or takes too long. */
export async function run(program, args, { cwd = root, seconds = 120 } = {}) {
  const command = program === 'node' ? process.execPath : join(root, 'node_modules/.bin', program);
  try {
    return (await promisify(execFile)(command, args, { cwd, timeout: seconds * 1000, killSignal: 'SIGKILL', env: environment() })).stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}: ${error.killed ? `did not end within ${seconds} s` : error.message}\n${error.stdout}\n${error.stderr}`);
  }
}

/** Starts a server of node_modules/.bin with `argsFor(port)` and resolves when it answers: `{ url, stop }`. */
export async function startServer(program, argsFor, { cwd = root } = {}) {
  const port = await freePort();
  const child = spawn(join(root, 'node_modules/.bin', program), argsFor(port), { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (log += data));
  const endWithUs = () => killTree(child.pid);
  process.once('exit', endWithUs);
  const stop = async () => {
    process.off('exit', endWithUs);
    await gone(killTree(child.pid), 10);
  };
  const url = `http://localhost:${port}/`;
  try {
    await answers(url, child, { log: () => log });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

// Frameworks look at these: a test runner's own settings must not turn a production build into something else.
function environment() {
  const { NODE_ENV, NODE_TEST_CONTEXT, ...rest } = process.env;
  return { ...rest, NEXT_TELEMETRY_DISABLED: '1' };
}

/** The scene by hand: data appears, and a write shows. */
export async function playPlain(browser, selector = '#plain') {
  await browser.waitForText(`${selector} .name`, 'First');
  await browser.click(`${selector} .rename`);
  await browser.waitForText(`${selector} .name`, 'Renamed');
}

/** The scene with React: data appears, a write shows, a mutation shows. */
export async function playReact(browser, first = 'First') {
  await browser.waitForText('#react .name', first);
  await browser.click('#react .rename');
  await browser.waitForText('#react .name', 'Renamed');
  await browser.click('#react .save');
  await browser.waitForText('#react .name', 'Saved');
}

/** Fails with what errors.js has gathered in the page. */
export async function assertNoErrors(browser) {
  assert.deepEqual(await browser.js('return window.errors'), []);
}
