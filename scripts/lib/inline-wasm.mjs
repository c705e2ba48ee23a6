// node inline-wasm.mjs MODULE.wasm DIR : writes DIR/bytes.js, the module as text, so that it loads where a .wasm file cannot be fetched
// (server rendering, bundlers without configuration). Hex, because it costs 8 % after brotli where base64 costs 30 %.
import { copyFile, readFile, writeFile } from 'node:fs/promises';

const [module, dir] = process.argv.slice(2);
const bytes = await readFile(module);
await writeFile(`${dir}/bytes.js`, `export const hex = '${bytes.toString('hex')}';\n`);
await copyFile('pkg-template/src/wasm/bytes.d.ts', `${dir}/bytes.d.ts`);
