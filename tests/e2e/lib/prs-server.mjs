import { access, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './process.mjs';

const cache = process.env.QUERYCACHE_CACHE || join(homedir(), '.cache/querycache');
const binary = join(cache, 'target-server/release/prs-server');

/** The real reference server, on a free port and a database of its own. */
export async function startPrsServer() {
  await access(binary).catch(() => {
    throw new Error(`${binary} is missing. Run scripts/lib/build-examples first.`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'prs-e2e-'));
  const server = await startServer(binary, ['--port', '0', '--db', join(folder, 'prs.sqlite')], {
    listening: /listening on (http:\S+)/,
  });

  async function send(method, path, body, headers = {}) {
    const response = await fetch(server.url + path, {
      method,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text && JSON.parse(text);
  }

  return {
    url: server.url,
    get: (path) => send('GET', path),
    patch: (path, body) => send('PATCH', path, body),
    /** Sets what the server does to requests from now on; what is not named goes back to normal. */
    switches: (settings) => send('PUT', '/__test__/switches', settings),
    calm: () => send('DELETE', '/__test__/switches'),
    /** How often each route was asked for, by `METHOD /path/{id}/`, since the last fresh(). */
    requests: async () => (await send('GET', '/__test__/requests')).routes,
    forgetRequests: () => send('DELETE', '/__test__/requests'),
    /** The seeded data, no switches, no requests counted. */
    async fresh() {
      await this.calm();
      await send('POST', '/__test__/reset');
      await this.forgetRequests();
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
