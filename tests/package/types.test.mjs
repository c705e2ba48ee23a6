// What TypeScript 7 infers from the package's types, in both ways of resolving modules, with the types of React 19 and of React 18.
// The library's own declarations are checked too (skipLibCheck is off).
import { before, describe, test } from 'node:test';
import { join } from 'node:path';
import { assemble, root, run } from './fixture.mjs';

const places = { 19: join(root, 'out/types'), 18: join(root, 'react-18/out/types') };

describe('TypeScript', () => {
  for (const [react, dir] of Object.entries(places)) {
    before(() => assemble('types', { to: dir }));
    for (const resolution of ['nodenext', 'bundler']) {
      test(`${resolution}, React ${react}`, () => run('tsc', ['-p', join(dir, `tsconfig.${resolution}.json`)]));
    }
  }
});
