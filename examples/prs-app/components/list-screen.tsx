'use client';

import type { UseQueryResult } from 'querycache/react';
import { type ReactNode, useRef } from 'react';
import type { ListUrl } from '@/hooks/use-list-url';
import { ApiError } from '@/lib/api-error';
import { formatCount } from '@/lib/format';
import { PAGE_SIZE, isNarrowed, pageOf } from '@/lib/list-params';
import type { ListSpec } from '@/lib/list-spec';
import type { Page } from '@/lib/types';
import { type Column, DataTable } from './data-table';
import { ListToolbar } from './list-toolbar';
import { PageHeading } from './page-heading';
import { Pagination } from './pagination';
import { EmptyState, ErrorState, StaleNotice } from './states';
import { Button } from './ui/button';
import { Card } from './ui/card';

interface ListScreenProps<T> {
  title: string;
  /** What the rows are called, in small letters and the plural. */
  what: string;
  spec: ListSpec;
  list: ListUrl;
  query: UseQueryResult<Page<T>>;
  columns: readonly Column<T>[];
  onPageIntent?: (page: number) => void;
  /** What narrows the list besides its filters. */
  children?: ReactNode;
}

/** A list with its search, filters, rows and pages, in whichever state they are. */
export function ListScreen<T extends { id: number }>(props: ListScreenProps<T>) {
  const { title, what, spec, list, query, columns, onPageIntent, children } = props;
  const top = useRef<HTMLDivElement>(null);
  const page = pageOf(list.params);
  const { data } = query;

  function openPage(to: number) {
    list.change({ page: String(to) });
    top.current?.scrollIntoView({ block: 'start' });
  }

  return (
    <div ref={top} className="scroll-mt-20">
      <PageHeading title={title}>
        <p aria-live="polite" className="text-sm text-muted-foreground">
          {data && !query.isPlaceholderData ? range(page, data, what) : query.isError ? '' : `Loading ${what}…`}
        </p>
      </PageHeading>
      {children}
      <Card aria-label={title}>
        <ListToolbar spec={spec} list={list} />
        <Rows {...props} />
        {data && data.count > 0 && !failedWithout(query) && (
          <Pagination page={page} count={data.count} onPage={openPage} onIntent={onPageIntent} />
        )}
      </Card>
    </div>
  );
}

function Rows<T extends { id: number }>({ what, title, spec, list, query, columns }: ListScreenProps<T>) {
  const retry = { retrying: query.isFetching, onRetry: () => void query.refetch() };

  if (failedWithout(query)) {
    const pastTheEnd = query.error instanceof ApiError && query.error.status === 404 && list.params.page;
    return (
      <ErrorState error={query.error!} what={what} {...retry}>
        {pastTheEnd && <Button onClick={() => list.change({ page: '1' })}>Go to the first page</Button>}
      </ErrorState>
    );
  }
  if (query.data?.results.length === 0 && !query.isPlaceholderData) {
    return isNarrowed(spec, list.params) ? (
      <EmptyState title={`No ${what} found`} hint="Nothing matches this search and these filters. Loosen them, or start over.">
        <Button onClick={list.clear}>Clear search and filters</Button>
      </EmptyState>
    ) : (
      <EmptyState title={`No ${what} yet`} hint="They appear here as soon as the first one is entered." />
    );
  }
  return (
    <>
      {query.isError && query.data && <StaleNotice error={query.error!} {...retry} />}
      <DataTable
        label={title}
        columns={columns}
        rows={query.data?.results}
        outdated={query.isPlaceholderData}
        ordering={list.params.ordering ?? spec.defaultOrdering}
        onOrder={(ordering) => list.change({ ordering })}
      />
    </>
  );
}

/** The rows asked for failed to load, and what is there belongs to another page or to none. */
function failedWithout<T>(query: UseQueryResult<Page<T>>): boolean {
  return query.isError && (!query.data || query.isPlaceholderData);
}

function range<T>(page: number, data: Page<T>, what: string): string {
  if (data.results.length === 0) return `0 ${what}`;
  const first = (page - 1) * PAGE_SIZE + 1;
  return `${formatCount(first)}–${formatCount(first + data.results.length - 1)} of ${formatCount(data.count)} ${what}`;
}
