// Shows that each fence really falls: the forbidden thing is committed in a clone, and the fence must name it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { importsOf, rustPaths } from './source.mjs';

const program = resolve(import.meta.dirname, 'fences.mjs');

describe('fences', () => {
  let clone;
  const git = (...args) => execFileSync('git', ['-C', clone, '-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args]);
  before(() => {
    clone = mkdtempSync(join(tmpdir(), 'querycache-fences-'));
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', resolve(import.meta.dirname, '../..'), clone]);
  });
  after(() => rmSync(clone, { recursive: true, force: true }));

  /** What the fences say once `text` is committed in `file`; the clone is as before afterwards. */
  function saidOf(file, text) {
    const path = join(clone, file);
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, text);
    git('add', '--force', file);
    git('commit', '--quiet', '--message', 'forbidden');
    const { stdout, status } = spawnSync(process.execPath, [program], { cwd: clone, encoding: 'utf8' });
    git('reset', '--quiet', '--hard', 'HEAD~1');
    return { stdout, status };
  }

  function falls(file, text, fence) {
    const { stdout, status } = saidOf(file, text);
    assert.match(stdout, new RegExp(`^FAILED ${fence}.*: ${file.replaceAll('.', '\\.')}`, 'm'), stdout);
    assert.equal(status, 1);
  }

  test('a committed generated file', () => {
    falls('pkg/dist/index.js', '', 'no generated file is committed');
    falls('examples/prs-app/.next/build-manifest.json', '{}', 'no generated file is committed');
    falls('pkg-template/querycache.wasm', '', 'no generated file is committed');
  });
  test('a lock file with addresses', () => {
    falls('tests/new/package-lock.json', '{\n  "resolved": "https://example.org/left-pad.tgz"\n}\n', 'npm lock files hold no addresses');
  });
  test('a browser name in the engine', () => falls('src/engine/new.rs', 'use js_sys::Date;\n', 'engine and wire know no browser and no clock'));
  test('a clock in a wire format', () => falls('src/wire/new.rs', 'fn now() { Instant::now(); }\n', 'engine and wire know no browser and no clock'));
  test('a layer that looks up', () => {
    falls('src/browser/new.rs', 'use crate::{\n    engine::Event,\n    bindings::QueryCache,\n};\n', 'layers of the crate point downwards');
    falls('src/wire/new.rs', 'use crate::engine;\n', 'layers of the crate point downwards');
  });
  test('a dependency of the package', () => falls('pkg-template/src/new.ts', "import debounce from 'lodash'\n", 'package sources import their own files'));
  test('React outside its layer', () => falls('pkg-template/src/new.ts', "import { useState } from 'react'\n", 'package sources import their own files'));
  test('a second importer of the generated module', () => {
    const { stdout } = saidOf('pkg-template/src/new.ts', "import { initSync } from './wasm/querycache_wasm.js'\n");
    assert.match(stdout, /^FAILED one TypeScript file imports the generated module: .*new\.ts/m);
  });
  test('a timer in the facade', () => falls('pkg-template/src/new.ts', 'setTimeout(f, 5)\n', 'timers, clock and dice'));
  test('a file over 500 lines', () => falls('pkg-template/src/new.ts', '\n'.repeat(501), 'no source file is over 500 lines'));
  test('a path of one machine', () => falls('docs/new.md', `see ${['', 'home', 'someone', 'notes'].join('/')}\n`, 'no path of one machine'));
  test('the host of a registry', () => falls('docs/new.md', `https://${['registry', 'npmjs', 'org'].join('.')}/x\n`, 'no package registry is named'));
});

describe('what the fences read', () => {
  test('paths in Rust, in groups and not in comments', () => {
    assert.deepEqual(rustPaths('use crate::{a::{b, c}, d, e as f};\n// crate::g\nlet x = super::super::h::i();'), ['a', 'd', 'e', 'h']);
  });
  test('imports in TypeScript, over several lines and not in strings', () => {
    const text = `import {\n  a,\n} from './a.js'\nexport * from "./b.js"\nimport './c.js'\nawait import('./d.js')\nthrow Error("await init() from 'e'")\n// import f from 'f'\n`;
    assert.deepEqual(importsOf(text), ['./a.js', './b.js', './c.js', './d.js']);
  });
});
