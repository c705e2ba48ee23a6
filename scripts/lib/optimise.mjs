// node optimise.mjs WASM_OPT MODULE.wasm : runs wasm-opt for speed and for size, and keeps the one that is smaller as users download it.
// Never --all-features: binaryen then writes what browsers refuse ("Invalid import kind 127").
import { execFile } from 'node:child_process';
import { readFile, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { sizesOf } from './compressed.mjs';

const [wasmOpt, module] = process.argv.slice(2);
const levels = ['-O3', '-Oz'];
const before = sizesOf(await readFile(module)).brotli;

const results = await Promise.all(
  levels.map(async (level) => {
    const file = `${module}${level}`;
    await promisify(execFile)(wasmOpt, [level, module, '-o', file]);
    return { level, file, brotli: sizesOf(await readFile(file)).brotli };
  }),
);
const [best, ...others] = results.toSorted((a, b) => a.brotli - b.brotli);
await rename(best.file, module);
await Promise.all(others.map(({ file }) => rm(file)));
console.error(`build: kept ${best.level}; brotli ${results.map(({ level, brotli }) => `${level} ${brotli}`).join(', ')}, before ${before}`);
