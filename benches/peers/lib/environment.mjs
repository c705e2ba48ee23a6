// What a reader has to know to judge the figures.
import { readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { packages } from '../figures.mjs';

const versionOf = async (name) => JSON.parse(await readFile(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

export const load = () => Number(loadavg()[0].toFixed(2));

export async function environment(chromium) {
  const versions = await Promise.all(Object.values(packages).map(async (name) => [name, await versionOf(name)]));
  return {
    date: new Date().toISOString().slice(0, 10),
    chromium,
    processor: cpus()[0].model,
    cores: cpus().length,
    versions: Object.fromEntries(versions),
  };
}
