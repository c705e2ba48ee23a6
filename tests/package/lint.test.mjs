// What the ecosystem's own linters say of the tarball.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root, run } from './fixture.mjs';

describe('the tarball', () => {
  const pkg = join(root, '../../pkg');
  const tarball = join(pkg, readdirSync(pkg).find((name) => name.endsWith('.tgz')));

  test('publint', () => run('publint', ['--strict', tarball]));
  // The file comes first: the last option takes any number of values. A .wasm entry has no types.
  test('are the types wrong?', () => run('attw', [tarball, '--profile', 'esm-only', '--exclude-entrypoints', './querycache.wasm']));
});
