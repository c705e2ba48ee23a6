// The rows of the results, for a reader: the same on the terminal and in the README.
import { packages, ours, peer } from '../figures.mjs';

function time(us) {
  if (us >= 1000) return `${(us / 1000).toPrecision(3)} ms`;
  if (us >= 0.1) return `${us.toPrecision(us >= 100 ? 3 : 2)} µs`;
  return `${Math.round(us * 1000)} ns`;
}

// 0.25 is 1/4, 2.5 is 2.5 times
function ratio(value) {
  if (value >= 0.95) return `${value.toPrecision(2)}×`;
  const parts = 1 / value;
  return `1/${parts >= 100 ? Math.round(parts) : parts.toPrecision(2)}`;
}

const fraction = (value) => `1/${Number((1 / value).toPrecision(3))}`;
const spread = ({ median, min, max }) => `${ratio(median)} (${ratio(min)} to ${ratio(max)})`;
const yes = (met) => (met ? 'yes' : '**no**');

function figureRow({ title, failed, ours, peer, ratio, atMost, met }) {
  if (failed) return [title, '-', '-', 'failed', atMost ? fraction(atMost) : '-', yes(false)];
  return [title, time(peer.median), time(ours.median), spread(ratio), atMost ? fraction(atMost) : '-', atMost ? yes(met) : '-'];
}

function growthRow({ title, failed, ratio: growth, atMost, met }) {
  return [title, '-', '-', failed ? 'failed' : `${growth.median.toPrecision(2)}× (${growth.min.toPrecision(2)}× to ${growth.max.toPrecision(2)}×)`, `${atMost}×`, yes(met)];
}

const bytes = (count) => `${Math.round(count)} B`;
const kilobytes = (count) => `${(count / 1000).toFixed(1)} kB`;
const counts = ({ seeded, mounted, unmounted }) => `${seeded}, ${mounted}, ${unmounted}`;

function timerRow({ queries, failed, ours, peer, atMost, met }) {
  const title = `Live timers with ${queries.toLocaleString('en')} queries: filled, observed, left`;
  return failed ? [title, '-', '-', 'failed', `${atMost}`, yes(false)] : [title, counts(peer), counts(ours), '-', `${atMost}`, yes(met)];
}

/** Operation, TanStack, querycache, ratio with its spread over pages, the most it may be, whether that is reached. */
export function rows(results) {
  const { figures, growth, timers, heap, startUp, size } = results;
  return [
    ...figures.map(figureRow),
    ...growth.map(growthRow),
    timerRow(timers),
    [`Memory for each query and its row, ${heap.queries.toLocaleString('en')} queries`, bytes(heap.peer.median), bytes(heap.ours.median), spread(heap.ratio), '-', '-'],
    ['From the downloaded source to the first read', time(startUp.peer.median * 1000), time(startUp.ours.median * 1000), spread(startUp.ratio), '-', '-'],
    ['Download of the smallest program with a client (brotli)', kilobytes(size[peer]), kilobytes(size[ours]), ratio(size[ours] / size[peer]), '-', '-'],
  ];
}

/** What the ratios are and where they were taken. */
export function explanation({ environment, method }) {
  const { chromium, processor, cores, date, loadBefore, loadAfter, versions } = environment;
  const compared = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${compared.join(' and ')}, through their public APIs in the same page of Chromium ${chromium}, on ${cores} cores of ${processor}, ${date};`,
    `load average ${loadBefore} before, ${loadAfter} after. Times are for one operation: the median over ${method.pages} fresh pages of the medians of`,
    `${method.rounds} rounds, the contenders mixed in random order; a ratio is our time over TanStack’s in the same page, so smaller is better.`,
  ].join('\n');
}

export const header = ['Operation', packages[peer], packages[ours], 'Ratio (spread over pages)', 'At most', 'Reached'];

export function textTable(results) {
  const lines = [header, ...rows(results)].map((cells) => cells.map((cell) => cell.replaceAll('**', '')));
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  return lines.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}
