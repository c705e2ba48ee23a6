// Child processes and ports for the demo, the browsers and the test suites: everything that was started can be ended, whole tree and all.
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A port on 127.0.0.1 that was free a moment ago, `wanted` if it is, else the next free one above it. */
export async function freePort(wanted = 0) {
  for (let port = wanted; ; port++) {
    const found = await listenOnce(port);
    if (found !== undefined) return found;
  }
}

function listenOnce(port) {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? done(undefined) : fail(error)));
    // No host: what listens on any address of this machine would be in the way too.
    server.listen(port, () => {
      const found = server.address().port;
      server.close(() => done(found));
    });
  });
}

/**
 * Resolves when the server of `child` answers at `url` with any status. Rejects with what `log()` has when the child ends first or
 * `seconds` have passed.
 */
export async function answers(url, child, { seconds = 60, log = () => '' } = {}) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${child.spawnfile} ended before it answered at ${url}\n${log()}`);
    const answered = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
      (response) => response.body?.cancel().then(() => true) ?? true,
      () => false,
    );
    if (answered) return;
    if (Date.now() > deadline) throw new Error(`${child.spawnfile} did not answer at ${url} within ${seconds} s\n${log()}`);
    // Nothing tells from outside when a server begins to listen.
    await delay(25);
  }
}

/** Resolves with the exit code or signal; at once for a child that has ended. */
export function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? child.signalCode);
  return new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)));
}

/** The process ids below `pid`, nearest first. */
export function descendants(pid) {
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const { parent, state } = statusOf(name) ?? {};
    if (state !== undefined && state !== 'Z') children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = [];
  const queue = [pid];
  while (queue.length > 0) {
    const next = children.get(queue.shift()) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}

/** Whether it runs; one that has ended but that nobody has waited for (a zombie) does not. */
export function isRunning(pid) {
  const { state } = statusOf(pid) ?? {};
  return state !== undefined && state !== 'Z';
}

function statusOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; the state and the parent follow its last bracket.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** SIGKILL for these processes; those that have ended already are passed over. */
export function killAll(pids) {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** Ends a process and everything below it at once; returns their ids. */
export function killTree(pid) {
  const pids = [...descendants(pid), pid];
  killAll(pids);
  return pids;
}

/** Resolves when none of these runs any more, or after `seconds`, with those that still do. */
export async function gone(pids, seconds) {
  const deadline = Date.now() + seconds * 1000;
  // Only a parent is told when a process ends, and these are not our children.
  while (pids.some(isRunning) && Date.now() < deadline) await delay(10);
  return pids.filter(isRunning);
}
