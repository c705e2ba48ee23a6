import { spawn } from 'node:child_process';

const PATIENCE_MS = 60_000;

/**
 * Starts a program and waits until it prints the address that it listens on.
 * The address is whatever the first group of `listening` matches.
 */
export async function startServer(command, args, { cwd, env, listening }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let output = '';

  const url = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${command} ${args.join(' ')}: ${why}\n${output}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`did not say within ${PATIENCE_MS / 1000} s where it listens`);
    }, PATIENCE_MS);
    const read = (chunk) => {
      output += chunk;
      const match = listening.exec(output);
      if (match) {
        clearTimeout(timer);
        resolve(match[1]);
      }
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });

  return {
    url,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
