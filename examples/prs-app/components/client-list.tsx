'use client';

import Link from 'next/link';
import { keepPreviousData, useQuery, useQueryClient } from 'querycache/react';
import { useListUrl } from '@/hooks/use-list-url';
import { formatDate } from '@/lib/format';
import { withPage } from '@/lib/list-params';
import { clientList } from '@/lib/list-spec';
import { clientsQuery } from '@/lib/queries';
import type { Client } from '@/lib/types';
import type { Column } from './data-table';
import { ListScreen } from './list-screen';
import { textLink } from './ui/link';

const columns: Column<Client>[] = [
  {
    header: 'Name',
    ordering: 'client_name',
    title: true,
    cell: (client) => <span className="font-medium">{client.client_name}</span>,
  },
  {
    header: 'Email',
    cell: (client) => (
      <a href={`mailto:${client.email}`} className={`${textLink} wrap-anywhere`}>
        {beforeAt(client.email)}
        <wbr />
        {fromAt(client.email)}
      </a>
    ),
  },
  { header: 'Phone', cell: (client) => client.phone_number },
  { header: 'Since', ordering: 'created_at', cell: (client) => formatDate(client.created_at) },
  {
    header: 'Deals',
    cell: (client) => (
      <Link href={`/deals?client=${client.id}`} prefetch={false} className={textLink}>
        Deals<span className="sr-only"> of {client.client_name}</span>
      </Link>
    ),
  },
];

/* A long address breaks before its @ rather than anywhere. */
const beforeAt = (email: string) => email.slice(0, Math.max(0, email.lastIndexOf('@')));
const fromAt = (email: string) => email.slice(beforeAt(email).length);

export function ClientList() {
  const cache = useQueryClient();
  const list = useListUrl(clientList);
  const query = useQuery({ ...clientsQuery(list.params), placeholderData: keepPreviousData });

  return (
    <ListScreen
      title="Clients"
      what="clients"
      spec={clientList}
      list={list}
      query={query}
      columns={columns}
      onPageIntent={(page) => void cache.prefetchQuery(clientsQuery(withPage(list.params, page)))}
    />
  );
}
