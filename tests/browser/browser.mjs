/**
 * A W3C WebDriver client for the three engines, small because it has no opinions: pages, tabs, scripts, screenshots, and an end that
 * leaves no process behind. No dependency, since none drives WebKitGTK.
 *
 *   const browser = await startBrowser('firefox')
 *   await browser.open(server.url)
 *   await browser.waitForText('#count', '3')
 *   await browser.quit()
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, descendants, freePort, gone, killAll, killTree } from '../../scripts/lib/processes.mjs';
import { engine } from './engines.mjs';

/** Starts `name` ('chromium', 'firefox' or 'webkit'); the options are those of engines.mjs. */
export async function startBrowser(name, options = {}) {
  const { command, arguments: argumentsFor, capabilities, environment } = await engine(name, options);
  const port = await freePort();
  // Whatever driver and browser think temporary goes in here, and away with the session.
  const scratch = await mkdtemp(join(tmpdir(), `querycache-${name}-`));
  const driver = spawn(command, argumentsFor(port), { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment, TMPDIR: scratch } });
  driver.on('error', () => {}); // reported by answers() below
  let log = '';
  for (const stream of [driver.stdout, driver.stderr]) stream.on('data', (data) => (log = (log + data).slice(-4000)));

  const browser = new Browser(name, driver, `http://127.0.0.1:${port}`, scratch);
  try {
    if (driver.pid === undefined) throw new Error(`${command} could not be started. Run scripts/setup first.`);
    await answers(`http://127.0.0.1:${port}/status`, driver, { seconds: 30, log: () => log });
    await browser.begin(capabilities);
  } catch (error) {
    await browser.kill();
    throw new Error(`${name} did not start: ${error.message}\n${log}`, { cause: error });
  }
  return browser;
}

class Browser {
  #driver;
  #address;
  #scratch;
  #session;
  #killOnExit;

  constructor(name, driver, address, scratch) {
    /** 'chromium', 'firefox' or 'webkit'. */
    this.name = name;
    this.#driver = driver;
    this.#address = address;
    this.#scratch = scratch;
    this.#killOnExit = () => driver.pid && killTree(driver.pid);
    process.once('exit', this.#killOnExit);
  }

  /** @internal opens the session. */
  async begin(capabilities) {
    const { sessionId } = await this.#request('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    this.#session = `/session/${sessionId}`;
    await this.command('POST', '/timeouts', { script: 60_000, pageLoad: 60_000 });
  }

  /** Any command of the protocol below the session, for what has no method here: `command('GET', '/title')`. */
  command(method, path, body) {
    return this.#request(method, this.#session + path, body);
  }

  /** Loads a page and waits for its load event. */
  open(url) {
    return this.command('POST', '/url', { url: String(url) });
  }

  reload() {
    return this.command('POST', '/refresh');
  }

  /** Runs the body of a function in the page; `arguments` are the values given here. */
  js(body, ...args) {
    return this.command('POST', '/execute/sync', { script: body, args });
  }

  /** Runs the body of an async function in the page and resolves with what it returns; its failure is thrown here. */
  async asyncJs(body, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      (async function () { ${body} }).apply(window, Array.prototype.slice.call(arguments, 0, -1)).then(
        (value) => done({ value: value === undefined ? null : value }),
        (error) => done({ error: String(error && error.stack || error), message: String(error && error.message || error) }),
      );`;
    const { value, error, message } = await this.command('POST', '/execute/async', { script, args });
    if (error !== undefined) throw new Error(`in the page: ${message}\n${error}`);
    return value;
  }

  /** The text of the first element that matches, or null. */
  text(selector) {
    return this.js('const found = document.querySelector(arguments[0]); return found && found.textContent', selector);
  }

  /** Waits until the element's text is exactly `text`; told by the page's own mutations, not by asking again and again. */
  async waitForText(selector, text, seconds = 20) {
    await this.asyncJs(
      `const [selector, text, milliseconds] = arguments;
       const current = () => { const found = document.querySelector(selector); return found && found.textContent; };
       await new Promise((resolve, reject) => {
         const observer = new MutationObserver(look);
         const timer = setTimeout(() => { observer.disconnect(); reject(new Error(selector + ' is ' + JSON.stringify(current()) + ', not ' + JSON.stringify(text))); }, milliseconds);
         function look() { if (current() === text) { observer.disconnect(); clearTimeout(timer); resolve(); } }
         observer.observe(document, { subtree: true, childList: true, characterData: true });
         look();
       });`,
      selector,
      text,
      seconds * 1000,
    );
  }

  /** A real click, as a user's: scrolled into view, and refused when something covers the element. */
  async click(selector) {
    const element = await this.command('POST', '/element', { using: 'css selector', value: selector });
    await this.command('POST', `/element/${Object.values(element)[0]}/click`);
  }

  /** The tab that commands go to. */
  tab() {
    return this.command('GET', '/window');
  }

  tabs() {
    return this.command('GET', '/window/handles');
  }

  /** Opens a tab, goes to it, and resolves with its handle. */
  async newTab() {
    const { handle } = await this.command('POST', '/window/new', { type: 'tab' });
    await this.switchTo(handle);
    return handle;
  }

  switchTo(handle) {
    return this.command('POST', '/window', { handle });
  }

  /** Closes the current tab; switch to another one before the next command. */
  closeTab() {
    return this.command('DELETE', '/window');
  }

  /** Writes what the tab shows as PNG. */
  async screenshot(file) {
    await writeFile(file, Buffer.from(await this.command('GET', '/screenshot'), 'base64'));
  }

  /** Ends the session as a user closing the browser would, then makes sure that nothing of its tree is left. */
  async quit() {
    const pids = descendants(this.#driver.pid);
    await this.command('DELETE', '').catch(() => {});
    // The driver says that the session is over before the last browser process is gone.
    killAll(await gone(pids, 2));
    await this.kill();
  }

  /** Ends driver and browser at once, like a crash; exactly this tree, no browser of anyone else. */
  async kill() {
    process.off('exit', this.#killOnExit);
    if (this.#driver.pid !== undefined) {
      await gone(killTree(this.#driver.pid), 10);
    }
    await rm(this.#scratch, { recursive: true, force: true, maxRetries: 5 });
  }

  async #request(method, path, body = {}) {
    const response = await fetch(this.#address + path, {
      method,
      // Longer than any of the protocol's own limits above: a driver whose browser never came up does not answer at all.
      signal: AbortSignal.timeout(90_000),
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }
}
