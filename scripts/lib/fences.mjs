// node fences.mjs : what a compiler does not hold, read from the files that git knows or would add. One line each: `ok NAME` or
// `FAILED NAME: first problem`, the others below it. Exit status 1 when one failed.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { importsOf, rustPaths, withoutComments } from './source.mjs';

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\0').filter(Boolean);
const committed = git('ls-files', '-z');
const files = git('ls-files', '-z', '--cached', '--others', '--exclude-standard').filter(existsSync);
const texts = new Map();
function read(file) {
  if (!texts.has(file)) texts.set(file, readFileSync(file, 'utf8'));
  return texts.get(file);
}
const below = (...dirs) => files.filter((file) => dirs.some((dir) => file.startsWith(dir)));
const rust = (...dirs) => below(...dirs).filter((file) => file.endsWith('.rs'));
const packageSources = () => below('pkg-template/src/').filter((file) => /\.tsx?$/.test(file) && !file.startsWith('pkg-template/src/wasm/'));

/** Every line of these files that matches, as FILE:LINE: TEXT. */
function linesMatching(list, pattern, textOf = read) {
  return list.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}
const code = (file) => withoutComments(read(file));

/** wire <- engine <- browser <- bindings: what each layer may not name. */
const layersAbove = {
  'src/wire/': ['engine', 'browser', 'bindings'],
  'src/engine/': ['browser', 'bindings'],
  'src/browser/': ['bindings'],
};

// Built from parts, so that this file does not hold what it looks for.
const registries = [['registry', 'npmjs', 'org'], ['index', 'crates', 'io'], ['static', 'crates', 'io'], ['pypi', 'org'], ['files', 'pythonhosted', 'org']];
const registryHost = new RegExp(registries.map((parts) => parts.join('\\.')).join('|'));
const homes = ['root', 'home/\\w+', 'Users/\\w+', 'work', 'workspace', 'farm', 'builds'].join('|');
const machinePath = new RegExp(`(?<![\\w.*/@-])/(?:${homes})/`);

const fences = {
  'engine and wire know no browser and no clock'() {
    const foreign = /\b(js_sys|web_sys|wasm_bindgen|gloo\w*|JsValue|JsCast|Instant::now|SystemTime::now|getrandom)\b/;
    return linesMatching(rust('src/engine/', 'src/wire/'), foreign, code);
  },
  'layers of the crate point downwards'() {
    return Object.entries(layersAbove).flatMap(([layer, above]) =>
      rust(layer).flatMap((file) => rustPaths(read(file)).filter((name) => above.includes(name)).map((name) => `${file} names crate::${name}`)),
    );
  },
  'one TypeScript file imports the generated module'() {
    const importers = packageSources().filter((file) => importsOf(read(file)).some((name) => name.endsWith('wasm/querycache_wasm.js')));
    return importers.length > 1 ? [importers.join(', ')] : [];
  },
  'package sources import their own files, and React only below react/'() {
    return packageSources().flatMap((file) =>
      importsOf(read(file))
        .filter((name) => !name.startsWith('./') && !name.startsWith('../'))
        .filter((name) => !(/^react(-dom)?(\/|$)/.test(name) && file.startsWith('pkg-template/src/react')))
        .map((name) => `${file} imports ${name}`),
    );
  },
  'timers, clock and dice of the package in platform.ts alone'() {
    const decisions = /\b(setTimeout|setInterval|setImmediate|requestAnimationFrame|Date\.now|new Date\(\)|performance\.now|Math\.random|getRandomValues|randomUUID)\b/;
    return linesMatching(packageSources().filter((file) => file !== 'pkg-template/src/platform.ts'), decisions, code);
  },
  'npm lock files hold no addresses'() {
    const locks = committed.filter((file) => /(^|\/)(package-lock|npm-shrinkwrap)\.json$/.test(file) && existsSync(file));
    return linesMatching(locks, /"resolved":\s*"\w+:\/\//);
  },
  'no generated file is committed'() {
    return committed.filter((file) => /^(pkg|target)\/|(^|\/)(node_modules|\.next|dist)\/|\.(wasm|tgz|tsbuildinfo|sqlite|log)$/.test(file));
  },
  'no source file is over 500 lines'() {
    return files
      .filter((file) => /\.(rs|tsx?|m?js|css)$|^scripts\/[\w/-]+$/.test(file))
      .map((file) => [file, read(file).split('\n').length - 1])
      .filter(([, lines]) => lines > 500)
      .map(([file, lines]) => `${file} has ${lines}`);
  },
  'no path of one machine'() {
    const here = [process.cwd(), homedir()].filter((path) => path.length > 1);
    const own = (file) => here.filter((path) => read(file).includes(`${path}/`)).map((path) => `${file} holds ${path}`);
    return [...linesMatching(textFiles(), machinePath), ...textFiles().flatMap(own)];
  },
  'no package registry is named'() {
    return linesMatching(textFiles(), registryHost);
  },
};

function textFiles() {
  return files.filter((file) => !/\.(png|jpe?g|gif|ico|webp|woff2?|ttf|pdf)$/.test(file));
}

for (const [name, find] of Object.entries(fences)) {
  const [first, ...others] = find();
  console.log(first === undefined ? `ok ${name}` : `FAILED ${name}: ${first}`);
  for (const other of others.slice(0, 19)) console.log(`    ${other}`);
  if (first !== undefined) process.exitCode = 1;
}
