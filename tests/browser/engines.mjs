// How each engine is started on Debian: the driver's command, the capabilities of a session, and how settings reach the browser.
// The paths can be overridden where a machine has them elsewhere.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { display } from './xvfb.mjs';

const cache = process.env.QUERYCACHE_CACHE ?? join(homedir(), '.cache/querycache');

export const engineNames = ['chromium', 'firefox', 'webkit'];

/**
 * What to start for `name`. Options, all optional: `args` more arguments for the browser, `profile` a directory that outlives the
 * session (not WebKitGTK, whose automated browser always forgets), `prefs` Firefox preferences.
 */
export async function engine(name, { args = [], profile, prefs = {} }) {
  switch (name) {
    case 'chromium':
      return {
        command: process.env.CHROMEDRIVER ?? '/usr/bin/chromedriver',
        arguments: (port) => [`--port=${port}`],
        capabilities: {
          'goog:chromeOptions': {
            binary: process.env.CHROMIUM ?? '/usr/bin/chromium',
            args: [...chromiumArguments, ...(profile ? [`--user-data-dir=${profile}`] : []), ...args],
          },
        },
      };
    case 'firefox':
      return {
        command: process.env.GECKODRIVER ?? join(cache, 'tools/bin/geckodriver'),
        // A websocket port of its own, or two drivers at once would fight for 9222.
        arguments: (port) => [`--port=${port}`, '--websocket-port=0', '--allow-system-access'],
        capabilities: {
          'moz:firefoxOptions': {
            binary: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
            args: ['-headless', ...(profile ? ['-profile', profile] : []), ...args],
            prefs,
          },
        },
      };
    case 'webkit':
      if (profile) throw new Error("WebKitGTK's automated browser keeps no profile; leave `profile` out.");
      return {
        command: process.env.WEBKITDRIVER ?? '/usr/bin/WebKitWebDriver',
        arguments: (port) => [`--port=${port}`],
        capabilities: args.length > 0 ? { 'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation', ...args] } } : {},
        // There is no headless mode.
        environment: { DISPLAY: await display(), GDK_BACKEND: 'x11' },
      };
    default:
      throw new Error(`There is no engine ${name}; there are ${engineNames.join(', ')}.`);
  }
}

const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

// No sandbox, because it does not start as root in a container; small /dev/shm there too. The rest keeps the browser off the network.
const chromiumArguments = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
