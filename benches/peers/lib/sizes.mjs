// What a visitor downloads, for both bundled the same way.
import { build } from 'esbuild';
import { sizesOf } from '../../../scripts/lib/compressed.mjs';
import { packages } from '../figures.mjs';
import { clientOnly, esbuildOptions } from './bundle.mjs';

/** Bytes of brotli of the smallest program that makes a client. */
export async function brotliSizes() {
  const sizes = Object.entries(packages).map(async ([name, library]) => {
    const { outputFiles } = await build(esbuildOptions(library, { stdin: clientOnly, write: false }));
    return [name, sizesOf(outputFiles[0].contents).brotli];
  });
  return Object.fromEntries(await Promise.all(sizes));
}
