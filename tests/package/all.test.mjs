// Every fixture in one process, one after the other, so that they share their browsers; each file also runs alone.
import './lint.test.mjs';
import './types.test.mjs';
import './node.test.mjs';
import './plain.test.mjs';
import './esbuild.test.mjs';
import './vite.test.mjs';
import './next.test.mjs';
