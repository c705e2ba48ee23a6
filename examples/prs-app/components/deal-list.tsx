'use client';

import { keepPreviousData, useQuery, useQueryClient } from 'querycache/react';
import { useListUrl } from '@/hooks/use-list-url';
import { formatDate, formatMoney } from '@/lib/format';
import { withPage } from '@/lib/list-params';
import { dealList } from '@/lib/list-spec';
import { clientQuery, dealsQuery } from '@/lib/queries';
import type { Deal } from '@/lib/types';
import type { Column } from './data-table';
import { DealLink } from './deal-link';
import { DealVerification } from './deal-verification';
import { FilterChip } from './filter-chip';
import { ListScreen } from './list-screen';
import { StatusBadge } from './status-badge';
import { textLink } from './ui/link';

const columns: Column<Deal>[] = [
  {
    header: 'Deal',
    title: true,
    cell: (deal) => (
      <>
        <DealLink id={deal.id} className={`${textLink} font-medium`}>
          {deal.deal_name}
        </DealLink>
        <span className="block text-xs text-muted-foreground">{deal.deal_id}</span>
      </>
    ),
  },
  { header: 'Client', ordering: 'client_name', cell: (deal) => deal.client.client_name },
  {
    header: 'Value',
    ordering: 'deal_value',
    numeric: true,
    cell: (deal) => <span className="whitespace-nowrap">{formatMoney(deal.deal_value, deal.currency)}</span>,
  },
  {
    header: 'Date',
    ordering: 'deal_date',
    cell: (deal) => <span className="whitespace-nowrap">{formatDate(deal.deal_date)}</span>,
  },
  { header: 'Payment', cell: (deal) => <StatusBadge>{deal.payment_status}</StatusBadge> },
  { header: 'Verification', cell: (deal) => <DealVerification deal={deal} /> },
];

export function DealList() {
  const cache = useQueryClient();
  const list = useListUrl(dealList);
  const query = useQuery({ ...dealsQuery(list.params), placeholderData: keepPreviousData });

  return (
    <ListScreen
      title="Deals"
      what="deals"
      spec={dealList}
      list={list}
      query={query}
      columns={columns}
      onPageIntent={(page) => void cache.prefetchQuery(dealsQuery(withPage(list.params, page)))}
    >
      {list.params.client && (
        <FilterChip onRemove={() => list.change({ client: '' })}>
          Only deals of <ClientName id={Number(list.params.client)} />
        </FilterChip>
      )}
    </ListScreen>
  );
}

function ClientName({ id }: { id: number }) {
  const client = useQuery(clientQuery(id));
  return <b className="font-medium">{client.data?.client_name ?? `client ${id}`}</b>;
}
