// node tests/package/run.mjs [FILE...] : installs the tarball that scripts/build packed, as an app would, and runs the matrix (or the files
// named). Needs scripts/setup (npm ci here, browsers) and scripts/build.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const pkg = join(here, '../../pkg');
const tarball = existsSync(pkg) && readdirSync(pkg).find((name) => name.endsWith('.tgz'));
if (!tarball || !existsSync(join(here, 'node_modules/.package-lock.json'))) {
  console.error('Run scripts/setup and scripts/build first.');
  process.exit(1);
}

// Away with it first: npm would keep what an earlier tarball of the same version has left.
rmSync(join(here, 'node_modules/querycache'), { recursive: true, force: true });
execFileSync('npm', ['install', '--no-save', '--silent', join(pkg, tarball)], { cwd: here, stdio: 'inherit' });
// The second React is a workspace with packages of its own, the package under test among them.
execFileSync(join(here, '../../scripts/lib/install-package'), [join(here, 'react-18')], { stdio: 'inherit' });

const files = process.argv.length > 2 ? process.argv.slice(2) : [join(here, 'all.test.mjs')];
const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], { stdio: 'inherit' });
process.exitCode = status ?? 1;
