// One bundle for each contender: the library with its own copy of everything that calls it, so that the engine optimises the calls for
// this library alone. `contender` stands for the library's name.
import * as library from 'contender';
import { cases } from './cases/index.mjs';
import { makeWorld } from './world.mjs';

export { cases };
export const fill = (queries, group) => makeWorld(library, queries, group);
