// Reads a CPU profile of Chromium.

// The loops that are timed (page/cases) are called by this function of page/measure.mjs and by no other.
const TIMED = 'timed';

function label({ functionName, url, lineNumber }) {
  const file = url.startsWith('wasm:') ? 'wasm' : url.split('/').pop();
  const place = file && file !== 'wasm' ? `${file}:${lineNumber + 1}` : file;
  const name = functionName.replace(/::h[0-9a-f]{16}$/, '');
  return `${name || '(anonymous)'}${place ? `  ${place}` : ''}`;
}

/** Microseconds spent in each function itself while it was called from what is timed, the largest first. */
export function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const timed = new Set();
  const visit = (node, inside) => {
    if (inside) timed.add(node.id);
    for (const child of node.children ?? []) visit(byId.get(child), inside || node.callFrame.functionName === TIMED);
  };
  visit(nodes[0], false);

  const functions = new Map();
  let total = 0;
  let collector = 0;
  samples.forEach((id, at) => {
    const { callFrame } = byId.get(id);
    // the time of a sample is the gap to the next
    const time = timeDeltas[at + 1] ?? 0;
    if (callFrame.functionName === '(garbage collector)') collector += time;
    if (!timed.has(id)) return;
    total += time;
    const name = label(callFrame);
    functions.set(name, (functions.get(name) ?? 0) + time);
  });
  const sorted = [...functions].map(([name, time]) => ({ name, time })).sort((a, b) => b.time - a.time);
  return { total, collector, functions: sorted };
}
