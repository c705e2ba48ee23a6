import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { QueryClient, dehydrate } from 'querycache';
import { HydrationBoundary } from 'querycache/react';
import { DealList } from '@/components/deal-list';
import { parseListParams } from '@/lib/list-params';
import { dealList } from '@/lib/list-spec';
import { dealsQuery } from '@/lib/queries';

export const metadata: Metadata = { title: 'Deals' };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The rows are in the HTML already; should the server of the records fail, the browser asks it again. */
export default async function Page({ searchParams }: PageProps) {
  const client = new QueryClient();
  if (await isFullLoad()) {
    const search = await searchParams;
    const params = parseListParams(dealList, (name) => [search[name]].flat()[0] ?? null);
    await client.prefetchQuery(dealsQuery(params));
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DealList />
    </HydrationBoundary>
  );
}

/**
 * A link within the app finds the browser's cache running, often with the rows in it:
 * waiting for them here would only delay it. Browsers that do not say what they fetch get the rows.
 */
async function isFullLoad(): Promise<boolean> {
  return (await headers()).get('sec-fetch-dest') !== 'empty';
}
