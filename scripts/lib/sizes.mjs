// node sizes.mjs measure : bundles what an app would import and writes pkg/sizes.json
// node sizes.mjs report  : prints that table and fails when a figure is over pkg-template/size-budget.json
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { sizesOf } from './compressed.mjs';

const file = 'pkg/sizes.json';
const budgetFile = 'pkg-template/size-budget.json';

const entries = {
  client: { about: "import { QueryClient } from 'querycache', the module inlined", code: "export { QueryClient } from 'querycache'" },
  react: {
    about: "the same and the hooks from 'querycache/react', without React",
    code: "export { QueryClient, QueryClientProvider, useQuery, useMutation, useQueryClient } from 'querycache/react'",
  },
  slim: { about: "import { QueryClient } from 'querycache/slim', without its .wasm", code: "export { QueryClient } from 'querycache/slim'" },
};

async function bundle(code) {
  const { build } = createRequire(resolve('pkg-template/package.json'))('esbuild');
  const result = await build({
    stdin: { contents: code, resolveDir: resolve('pkg') },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['react', 'react/*'],
    loader: { '.wasm': 'empty' },
    write: false,
    logLevel: 'error',
  });
  return result.outputFiles[0].contents;
}

async function measure() {
  const sizes = { wasm: sizesOf(await readFile('pkg/dist/wasm/querycache_wasm_bg.wasm')) };
  for (const [name, { code }] of Object.entries(entries)) sizes[name] = sizesOf(await bundle(code));
  await writeFile(file, `${JSON.stringify(sizes, null, 2)}\n`);
}

async function report() {
  const sizes = JSON.parse(await readFile(file, 'utf8'));
  const budget = JSON.parse(await readFile(budgetFile, 'utf8'));
  const cell = (value) => String(value).padStart(9);
  console.log(`${'bytes'.padEnd(8)}${['raw', 'gzip', 'brotli', 'budget'].map(cell).join('')}`);
  for (const [name, { raw, gzip, brotli }] of Object.entries(sizes)) {
    const about = entries[name]?.about ?? 'the module as a file of its own';
    console.log(`${name.padEnd(8)}${[raw, gzip, brotli, budget[name]?.brotli ?? '-'].map(cell).join('')}  ${about}`);
  }
  const over = Object.entries(budget).flatMap(([name, limits]) =>
    Object.entries(limits)
      .filter(([encoding, limit]) => !(sizes[name]?.[encoding] <= limit))
      .map(([encoding, limit]) => `${name} is ${sizes[name]?.[encoding]} bytes (${encoding}), ${budgetFile} allows ${limit}`),
  );
  if (over.length > 0) {
    console.error(over.join('\n'));
    process.exitCode = 1;
  }
}

await { measure, report }[process.argv[2]]();
