// Serves a directory to a browser under test, with whatever headers the test is about (a content security policy, isolation).
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

/**
 * Serves `dir` on a free port of 127.0.0.1. `headers` are sent with every answer; a function gets the path and returns them.
 * Resolves with `{ url, close }`.
 */
export async function serve(dir, { headers = {} } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodePath(request.url);
    const file = join(dir, path.endsWith('/') ? `${path}index.html` : path);
    const extra = typeof headers === 'function' ? headers(path) : headers;
    try {
      const content = await readFile(file);
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-store', ...extra });
      response.end(content);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain', ...extra });
      response.end(`There is no ${path}`);
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    // localhost, not 127.0.0.1: both are secure contexts, but Firefox treats only the name as one everywhere.
    url: `http://localhost:${server.address().port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

/** The path within the directory: no query, and no way out through "..". */
function decodePath(url) {
  try {
    return normalize(`/${decodeURIComponent(new URL(url, 'http://localhost').pathname)}`);
  } catch {
    return '/';
  }
}
