// A display for browsers without a headless mode: one virtual screen for this process, started at the first need, ended with the process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

let started;

/** The value for DISPLAY. */
export function display() {
  started ??= start();
  return started;
}

async function start() {
  // -displayfd: the server picks a free number, and says it once it accepts clients.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  process.once('exit', () => server.kill('SIGKILL'));
  const number = await Promise.race([
    lineFrom(server.stdio[3]),
    once(server, 'error').then(([error]) => {
      throw new Error('Xvfb could not be started. Run scripts/setup first.', { cause: error });
    }),
    once(server, 'exit').then(() => {
      throw new Error('Xvfb ended before it was ready.');
    }),
  ]);
  server.stdio[3].destroy();
  // The screen must not keep the process alive.
  server.unref();
  return `:${number}`;
}

/** The first line, whole: closing the pipe while the server still writes its line break would end the server. */
async function lineFrom(stream) {
  let text = '';
  while (!text.includes('\n')) text += (await once(stream, 'data'))[0];
  return text.trim();
}
