import type { QueryClient, QueryKey } from 'querycache';
import { keys } from './queries';
import type { Deal, Page, Payment } from './types';

/** What the cache held before an optimistic edit. */
export type Snapshot = [QueryKey, unknown][];

/** Puts fields of one deal into its detail and into every list that shows it. */
export function writeDeal(client: QueryClient, id: number, fields: Partial<Deal>): void {
  client.setQueryData<Deal>(keys.deals.detail(id), (deal) => deal && { ...deal, ...fields });
  client.setQueriesData<Page<Deal>>({ queryKey: keys.deals.lists }, (page) => page && withRow(page, id, fields));
}

/** Puts fields of one payment into every list of payments and into the deal it belongs to. */
export function writePayment(client: QueryClient, id: number, fields: Partial<Payment>): void {
  client.setQueriesData<Page<Payment>>({ queryKey: keys.payments.lists }, (page) => page && withRow(page, id, fields));
  client.setQueriesData<Deal>({ queryKey: keys.deals.details }, (deal) => deal && withPayment(deal, id, fields));
}

export function takeSnapshot(client: QueryClient, prefixes: readonly QueryKey[]): Snapshot {
  return prefixes.flatMap((queryKey) => client.getQueriesData({ queryKey }));
}

export function restoreSnapshot(client: QueryClient, snapshot: Snapshot): void {
  for (const [queryKey, data] of snapshot) client.setQueryData(queryKey, data);
}

function withRow<T extends { id: number }>(page: Page<T>, id: number, fields: Partial<T>): Page<T> {
  if (!page.results.some((row) => row.id === id)) return page;
  return { ...page, results: withFields(page.results, id, fields) };
}

function withPayment(deal: Deal, id: number, fields: Partial<Payment>): Deal {
  if (!deal.payments.some((payment) => payment.id === id)) return deal;
  return { ...deal, payments: withFields(deal.payments, id, fields) };
}

function withFields<T extends { id: number }>(rows: T[], id: number, fields: Partial<T>): T[] {
  return rows.map((row) => (row.id === id ? { ...row, ...fields } : row));
}
