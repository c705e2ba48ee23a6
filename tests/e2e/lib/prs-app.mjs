import { execFileSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from './process.mjs';

const root = fileURLToPath(new URL('../../../examples/prs-app/', import.meta.url));
const next = join(root, 'node_modules/next/dist/bin/next');
const env = { NEXT_TELEMETRY_DISABLED: '1' };
const listening = /Local:\s+(http:\S+)[^]*Ready/;

/** The app as users get it: `next build` where needed, then `next start` on a free port. */
export async function startApp(prsServerUrl) {
  if (await isOutdated()) {
    execFileSync(process.execPath, [next, 'build'], { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  }
  return start('start', prsServerUrl);
}

/** The app as its developers run it, with React's StrictMode at work. */
export const startDevApp = (prsServerUrl) => start('dev', prsServerUrl);

function start(mode, prsServerUrl) {
  return startServer(process.execPath, [next, mode, '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: root,
    env: { ...env, PRS_SERVER_URL: prsServerUrl },
    listening,
  });
}

/** scripts/lib/build-examples has built it in CI; by hand one may have edited since. */
async function isOutdated() {
  const built = await stat(join(root, '.next/BUILD_ID')).catch(() => undefined);
  return !built || (await newest(root)) > built.mtimeMs;
}

/** The time of the last change to the app's sources or to the package installed in it. */
async function newest(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const times = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.name === 'node_modules') return (await stat(join(path, 'querycache'))).mtimeMs;
    if (entry.name === '.next' || entry.name === 'next-env.d.ts' || entry.name.endsWith('.tsbuildinfo')) return 0;
    return entry.isDirectory() ? newest(path) : (await stat(path)).mtimeMs;
  });
  return Math.max(0, ...(await Promise.all(times)));
}
