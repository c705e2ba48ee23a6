// From what the pages returned to what is written down.
import { constantCosts, figures, ours, peer, timers } from '../figures.mjs';
import { median, summary } from './statistics.mjs';

const met = (value, atMost) => atMost === undefined ? undefined : value <= atMost;

// The medians of one figure and contender, one for each page; or why there are none.
function pageMedians(pages, figure, name) {
  const results = pages.map((results) => results.find((result) => result.figure === figure && result.name === name));
  const failed = results.find((result) => result.failed)?.failed;
  return failed ? { failed } : { times: results.map(({ times }) => median(times)) };
}

function compare(over, under, { id, title, atMost }) {
  const failed = over.failed ?? under.failed;
  if (failed) return { id, title, atMost, failed, met: false };
  const ratio = summary(over.times.map((time, page) => time / under.times[page]));
  return { id, title, ratio, atMost, met: met(ratio.median, atMost) };
}

/** Every figure that was run, with microseconds of both and the ratio within the same page. */
export function timeFigures(pages) {
  const run = new Set(pages[0].map(({ figure }) => figure));
  return figures
    .filter(({ id }) => run.has(id))
    .map((figure) => {
      const mine = pageMedians(pages, figure.id, ours);
      const theirs = pageMedians(pages, figure.against ?? figure.id, peer);
      const result = compare(mine, theirs, figure);
      if (result.failed) return { ...result, failed: mine.failed ? `${ours}: ${mine.failed}` : `${peer}: ${theirs.failed}` };
      return { ...result, ours: summary(mine.times), peer: summary(theirs.times) };
    });
}

/** Our own cost in a large cache over that in a small one. */
export function growthFigures(pages) {
  const run = new Set(pages[0].map(({ figure }) => figure));
  return constantCosts
    .filter(({ large, small }) => run.has(large) && run.has(small))
    .map((cost) => compare(pageMedians(pages, cost.large, ours), pageMedians(pages, cost.small, ours), cost));
}

export function timerFigure(counts) {
  const figure = { id: 'timers', queries: timers.queries, atMost: timers.atMost };
  for (const name of [ours, peer]) if (counts[name].failed) return { ...figure, failed: `${name}: ${counts[name].failed}`, met: false };
  const mine = Math.max(counts[ours].seeded, counts[ours].mounted, counts[ours].unmounted);
  return { ...figure, ours: counts[ours], peer: counts[peer], met: met(mine, timers.atMost) };
}

/** { querycache: [1, 2], tanstack: [3, 4] } to a summary of each and of the ratio. */
export function untargeted(values) {
  return { ours: summary(values[ours]), peer: summary(values[peer]), ratio: summary(values[ours].map((value, at) => value / values[peer][at])) };
}
