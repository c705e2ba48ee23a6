// node package-json.mjs FILE : prints the package.json that is published, which is ours without what only this checkout uses.
import { readFile } from 'node:fs/promises';

const { scripts, devDependencies, private: unpublished, ...published } = JSON.parse(await readFile(process.argv[2], 'utf8'));
console.log(JSON.stringify(published, null, 2));
