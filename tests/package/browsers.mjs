// One browser an engine for the whole suite, started when a fixture first asks for it.
import { after } from 'node:test';
import { startBrowser } from '../browser/browser.mjs';

const started = new Map();

export function browserOf(engine = 'chromium') {
  if (!started.has(engine)) started.set(engine, startBrowser(engine));
  return started.get(engine);
}

after(async () => {
  for (const browser of started.values()) await (await browser.catch(() => undefined))?.quit();
});
