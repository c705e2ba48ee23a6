// Debian's Chromium, and a server for its pages.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
const args = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
];

// Only an isolated page (the first two headers) gets a clock of 5 us; in others it is 100 us.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
};

function serve(dir) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const script = pathname.endsWith('.js') ? await readFile(join(dir, basename(pathname))).catch(() => undefined) : undefined;
    if (script) {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/javascript; charset=utf-8' }).end(script);
    } else if (pathname === '/') {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8' }).end('<!doctype html><title>benchmark</title>');
    } else {
      response.writeHead(404, headers).end();
    }
  });
  return new Promise((resolve) => server.listen(0, 'localhost', () => resolve(server)));
}

/** A browser that serves DIR; `inPage(work)` gives work a fresh page that shares nothing with others. */
export async function openBrowser(dir) {
  if (!existsSync(executablePath)) throw new Error(`There is no ${executablePath}. Run scripts/setup test, or install Debian's chromium.`);
  const server = await serve(dir);
  const browser = await chromium.launch({ executablePath, args });

  async function inPage(work, instruments = []) {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(0);
      const errors = [];
      page.on('pageerror', (error) => errors.push(error));
      for (const instrument of instruments) await page.addInitScript(instrument);
      await page.goto(`http://localhost:${server.address().port}/`);
      if (!(await page.evaluate(() => crossOriginIsolated && typeof gc === 'function'))) {
        throw new Error('The page is not isolated or has no gc(), so its figures would mean nothing.');
      }
      const result = await work(page);
      // An error that nobody caught, in a callback of a library, say
      if (errors.length > 0) throw errors[0];
      return result;
    } finally {
      await context.close();
    }
  }

  async function close() {
    await browser.close();
    server.close();
  }
  return { version: browser.version(), inPage, close };
}
