// node place-types.mjs WASM_DIR : lays the types of the generated module where the TypeScript sources import them from.
// Only what changed is written, so that an editor or tsc --watch is not woken for nothing.
import { mkdir, readFile, writeFile } from 'node:fs/promises';

const [wasmDir] = process.argv.slice(2);
const target = 'pkg-template/src/wasm';

async function place(name, text) {
  const file = `${target}/${name}`;
  const old = await readFile(file, 'utf8').catch(() => undefined);
  if (old !== text) await writeFile(file, text);
}

await mkdir(target, { recursive: true });
await place('querycache_wasm.d.ts', await readFile(`${wasmDir}/querycache_wasm.d.ts`, 'utf8'));
await place('bytes.d.ts', '/** The module, two hex digits a byte. */\nexport declare const hex: string;\n');
