// What is compared and what is to be reached. A figure is a case (page/cases) over a cache of so many queries, of which `group` share
// each prefix. `atMost` is the ratio to TanStack's time for the same case, or for that of the figure named in `against`.
// To add a figure: a case if it is a new operation, a line here, and `scripts/bench`.
const thousand = 1000;

export const peer = 'tanstack';
export const ours = 'querycache';

export const packages = { [peer]: '@tanstack/query-core', [ours]: 'querycache' };

export const figures = [
  { id: 'read-10k', title: 'Read by key, the key written out at each read; 10,000 queries', case: 'read', queries: 10 * thousand, group: 10, atMost: 1 / 3 },
  { id: 'read-100k', title: 'The same; 100,000 queries', case: 'read', queries: 100 * thousand, group: 10, atMost: 2 / 3 },
  { id: 'held', title: 'Read through a held query, 100 held of 10,000 (against TanStack’s read by key)', case: 'held', against: 'read-10k', queries: 10 * thousand, group: 10, atMost: 1 / 15 },
  { id: 'held-both', title: 'The same against a Query object held of TanStack’s cache', case: 'held', queries: 10 * thousand, group: 10 },
  { id: 'write', title: 'Write one changed row of ten fields; 10,000 queries', case: 'write', queries: 10 * thousand, group: 10, atMost: 1 / 2.5 },
  { id: 'prefix-10-of-10k', title: 'Mark stale by prefix, 10 of 10,000', case: 'prefix', queries: 10 * thousand, group: 10, atMost: 1 / 100 },
  { id: 'prefix-100-of-10k', title: 'Mark stale by prefix, 100 of 10,000', case: 'prefix', queries: 10 * thousand, group: 100, atMost: 1 / 100 },
  { id: 'prefix-10-of-100k', title: 'Mark stale by prefix, 10 of 100,000', case: 'prefix', queries: 100 * thousand, group: 10, atMost: 1 / 100 },
  { id: 'prefix-100-of-100k', title: 'Mark stale by prefix, 100 of 100,000', case: 'prefix', queries: 100 * thousand, group: 100, atMost: 1 / 100 },
  { id: 'partial-10-of-10k', title: 'Mark stale by partial object, 10 of 10,000', case: 'partial', queries: 10 * thousand, group: 10, atMost: 1 / 100 },
  { id: 'partial-100-of-10k', title: 'Mark stale by partial object, 100 of 10,000', case: 'partial', queries: 10 * thousand, group: 100, atMost: 1 / 100 },
  { id: 'partial-10-of-100k', title: 'Mark stale by partial object, 10 of 100,000', case: 'partial', queries: 100 * thousand, group: 10, atMost: 1 / 100 },
  { id: 'partial-100-of-100k', title: 'Mark stale by partial object, 100 of 100,000', case: 'partial', queries: 100 * thousand, group: 100, atMost: 1 / 100 },
  { id: 'mount', title: 'Mount and unmount an observer that never fetches, 10,000 on 10,000 queries', case: 'mount', queries: 10 * thousand, group: 10, atMost: 1 / 3 },
  { id: 'mount-fresh', title: 'The same with a queryFn and data that is fresh for five minutes', case: 'mountFresh', queries: 10 * thousand, group: 10, atMost: 1 / 3 },
  { id: 'create', title: 'Create a query by writing it, 10,000', case: 'create', queries: 10 * thousand, group: 10 },
];

// What must not grow with the cache: our own time for one figure over that for another. A search that looked at every query would show 10;
// up to 2 counts as the same, because the larger cache does not fit into the processor's.
export const constantCosts = ['prefix-10', 'prefix-100', 'partial-10', 'partial-100'].map((id) => ({
  id: `${id}-growth`,
  title: `Mark stale by ${id.replace('-', ', ')} matches: our time at 100,000 over that at 10,000`,
  large: `${id}-of-100k`,
  small: `${id}-of-10k`,
  atMost: 2,
}));

// Live timers with this many queries, each with an observer while mounted.
export const timers = { queries: 10 * thousand, atMost: 1 };
