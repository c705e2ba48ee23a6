// node demo.mjs [--fresh] : runs the example server and the example app until SIGINT or SIGTERM, or until one of them ends.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, ended, freePort, gone, killTree } from './processes.mjs';

const cache = process.env.QUERYCACHE_CACHE;
const logs = join(cache, 'logs');
const data = join(cache, 'demo');
for (const dir of [logs, data]) mkdirSync(dir, { recursive: true });

const running = [];
let stopping = false;

/** Starts a program that writes into a log of its own, and resolves when it answers at `url`. */
async function start(name, command, args, { url, ...options }) {
  const log = join(logs, `demo-${name}.log`);
  const output = openSync(log, 'w');
  // A process group of its own: Ctrl-C is for us alone, so that we can stop the two in order.
  const child = spawn(command, args, { stdio: ['ignore', output, output], detached: true, ...options });
  const failure = new Promise((_, fail) => child.once('error', fail));
  running.unshift({ name, child });
  child.once('exit', (code, signal) => {
    if (stopping) return;
    console.error(`demo: the ${name} ended by itself (${code ?? signal}); it wrote to ${log}`);
    stop(1);
  });
  await Promise.race([failure, answers(url, child, { log: () => readFileSync(log, 'utf8').slice(-4000) })]);
}

/** Ends the app, then the server, and this process with `code`. */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  console.error('\ndemo: stopping');
  for (const { name, child } of running) {
    if (child.pid === undefined) continue;
    child.kill('SIGTERM');
    const patience = new Promise((resolve) => setTimeout(resolve, 15_000, 'late').unref());
    if ((await Promise.race([ended(child), patience])) === 'late') {
      console.error(`demo: the ${name} does not stop, ending it`);
      await gone(killTree(child.pid), 5);
    }
  }
  console.error('demo: stopped');
  process.exit(code);
}
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

/** A port given by the environment, or the usual one; the next free one where that is taken. */
async function portFor(variable, usual) {
  const wanted = Number(process.env[variable] ?? usual);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535) throw new Error(`${variable} must be a port number, not "${process.env[variable]}".`);
  const port = await freePort(wanted);
  if (port !== wanted) console.error(`demo: port ${wanted} is taken, using ${port}`);
  return port;
}

try {
  const serverPort = await portFor('PRS_SERVER_PORT', 8787);
  const server = `http://127.0.0.1:${serverPort}`;
  console.error('demo: starting the server');
  const fresh = process.argv.includes('--fresh') ? ['--seed'] : [];
  await start('server', join(cache, 'target-server/release/prs-server'), ['--port', `${serverPort}`, '--db', join(data, 'prs.sqlite'), ...fresh], {
    url: `${server}/healthz`,
  });

  const appPort = await portFor('PRS_APP_PORT', 3000);
  const app = `http://localhost:${appPort}/`;
  console.error('demo: starting the app');
  await start('app', process.execPath, ['node_modules/next/dist/bin/next', 'start', '--port', `${appPort}`], {
    url: app,
    cwd: 'examples/prs-app',
    env: { ...process.env, PRS_SERVER_URL: server },
  });

  console.log(`\n  The app: ${app}\n  The API: ${server}/api/deals/deals/\n\nCtrl-C stops both.`);
} catch (error) {
  if (!stopping) console.error(`demo: ${error.message}`);
  await stop(1);
}
