// Our module with the names of its functions, for profiles: as cargo left it, before wasm-opt.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const cache = process.env.QUERYCACHE_CACHE || join(homedir(), '.cache/querycache');
const compiled = join(cache, 'target-wasm/wasm32-unknown-unknown/release/querycache.wasm');

/** An esbuild plugin that puts it in the place of the one in the package. */
export async function namedWasm() {
  if (!existsSync(compiled)) throw new Error(`There is no ${compiled}. Run scripts/build first.`);
  const dir = await mkdtemp(join(tmpdir(), 'querycache-named-'));
  await promisify(execFile)(join(cache, 'tools/bin/wasm-bindgen'), ['--target', 'web', '--omit-default-module-path', '--out-name', 'querycache_wasm', '--out-dir', dir, compiled]);
  const plugin = {
    name: 'named-wasm',
    setup({ onLoad }) {
      const inPackage = (file) => new RegExp(`/querycache/dist/wasm/${file}\\.js$`);
      onLoad({ filter: inPackage('querycache_wasm') }, async () => ({ contents: await readFile(join(dir, 'querycache_wasm.js'), 'utf8') }));
      onLoad({ filter: inPackage('bytes') }, async () => {
        const bytes = await readFile(join(dir, 'querycache_wasm_bg.wasm'));
        return { contents: `export const hex = '${bytes.toString('hex')}';` };
      });
    },
  };
  return { plugin, discard: () => rm(dir, { recursive: true }) };
}
