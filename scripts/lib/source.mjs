// Reads just enough of Rust and TypeScript for the fences: comments, the first segments of paths, and what a module imports.

/** The text with comments blanked, line for line. Strings stay: a fence that a string trips is cheap to reword. */
export function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/(^|[^:"'`])\/\/.*$/gm, '$1');
}

/** Names that follow `crate::` or a run of `super::`, also inside braces: `use crate::{engine::Event, wire}` gives engine and wire. */
export function rustPaths(text) {
  const names = [];
  for (const match of withoutComments(text).matchAll(/\b(?:crate|super(?:::super)*)::\s*(\w+|\{)/g)) {
    if (match[1] === '{') names.push(...groupNames(match.input, match.index + match[0].length));
    else names.push(match[1]);
  }
  return names;
}

/** First names of the elements of a brace group, given the index after its opening brace. */
function groupNames(text, start) {
  const names = [];
  let depth = 0;
  let element = '';
  for (let i = start; i < text.length && depth >= 0; i++) {
    const char = text[i];
    if (char === '{') depth++;
    if (char === '}') depth--;
    if (depth < 0 || (depth === 0 && char === ',')) {
      names.push(element.trim().match(/^\w+/)?.[0] ?? '');
      element = '';
    } else {
      element += char;
    }
  }
  return names.filter(Boolean);
}

/** Module specifiers of static and dynamic imports, re-exports and type imports. */
export function importsOf(text) {
  const code = withoutComments(text);
  const statements = /^\s*(?:import|export)\b(?:[^;'"]*?\bfrom)?\s*(['"])([^'"\n]+)\1/gm;
  const calls = /\bimport\(\s*(['"])([^'"\n]+)\1/g;
  return [...code.matchAll(statements), ...code.matchAll(calls)].map((match) => match[2]);
}
