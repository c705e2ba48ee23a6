import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from './process.mjs';

const root = fileURLToPath(new URL('../../../examples/prs-app', import.meta.url));
// On the disk of the checkout, or its modules could not be hard-linked; ignored by git.
const copy = fileURLToPath(new URL('../../../test-results/prs-app', import.meta.url));
const env = { NEXT_TELEMETRY_DISABLED: '1' };
const listening = /Local:\s+(http:\S+)[^]*Ready/;

/** The app as users get it: `next build` where needed, then `next start` on a free port. */
export async function startApp(prsServerUrl) {
  if (await isOutdated()) {
    execFileSync(process.execPath, [next(root), 'build'], { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  }
  return start(root, 'start', prsServerUrl);
}

/** The app as its developers run it, with StrictMode at work, in a copy whose files a test may edit. */
export async function startDevApp(prsServerUrl) {
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  await cp(root, copy, { recursive: true, filter: (path) => path === root || !isMade(basename(path)) });
  execFileSync('cp', ['-al', join(root, 'node_modules'), copy]);
  const app = await start(copy, 'dev', prsServerUrl);
  return {
    url: app.url,
    folder: copy,
    async stop() {
      await app.stop();
      await rm(copy, { recursive: true, force: true });
    },
  };
}

function start(folder, mode, prsServerUrl) {
  return startServer(process.execPath, [next(folder), mode, '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: folder,
    env: { ...env, PRS_SERVER_URL: prsServerUrl },
    listening,
  });
}

function next(folder) {
  return join(folder, 'node_modules/next/dist/bin/next');
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
    if (isMade(entry.name)) return 0;
    return entry.isDirectory() ? newest(path) : (await stat(path)).mtimeMs;
  });
  return Math.max(0, ...(await Promise.all(times)));
}

/** What npm and Next put beside the sources. */
function isMade(name) {
  return name === 'node_modules' || name === '.next' || name === 'next-env.d.ts' || name.endsWith('.tsbuildinfo');
}
