'use client';

import { Banknote, CircleDashed, Handshake, type LucideIcon, Users } from 'lucide-react';
import Link from 'next/link';
import { type UseQueryResult, useQuery } from 'querycache/react';
import { formatCount, formatDate, formatMoney } from '@/lib/format';
import { clientCountQuery, latestDealsQuery, paymentCountQuery, pendingPaymentsQuery } from '@/lib/queries';
import type { Deal, Page, Payment } from '@/lib/types';
import { type Column, DataTable } from './data-table';
import { DealLink } from './deal-link';
import { PageHeading } from './page-heading';
import { PaymentStatus } from './payment-status';
import { EmptyState, ErrorState } from './states';
import { StatusBadge } from './status-badge';
import { Card, CardHeader, CardTitle } from './ui/card';
import { textLink } from './ui/link';
import { Skeleton } from './ui/skeleton';

const dealColumns: Column<Deal>[] = [
  {
    header: 'Deal',
    title: true,
    cell: (deal) => (
      <>
        <DealLink id={deal.id} className={`${textLink} font-medium`}>
          {deal.deal_name}
        </DealLink>
        <span className="block text-xs text-muted-foreground">
          {deal.client.client_name}, {formatDate(deal.deal_date)}
        </span>
      </>
    ),
  },
  {
    header: 'Value',
    numeric: true,
    cell: (deal) => <span className="whitespace-nowrap">{formatMoney(deal.deal_value, deal.currency)}</span>,
  },
  { header: 'Payment', cell: (deal) => <StatusBadge>{deal.payment_status}</StatusBadge> },
];

const paymentColumns: Column<Payment>[] = [
  {
    header: 'Payment',
    title: true,
    cell: (payment) => (
      <>
        <DealLink id={payment.deal} className={`${textLink} font-medium`}>
          Payment {payment.id}
        </DealLink>
        <span className="block text-xs text-muted-foreground">{formatDate(payment.payment_date)}</span>
      </>
    ),
  },
  {
    header: 'Amount',
    numeric: true,
    cell: (payment) => <span className="whitespace-nowrap">{formatMoney(payment.received_amount)}</span>,
  },
  { header: 'Status', cell: (payment) => <PaymentStatus payment={payment} /> },
];

export function Dashboard() {
  const clients = useQuery(clientCountQuery());
  const deals = useQuery(latestDealsQuery());
  const payments = useQuery(paymentCountQuery());
  const pending = useQuery(pendingPaymentsQuery());

  return (
    <>
      <PageHeading title="Dashboard" />
      <ul className="mb-5 grid grid-cols-2 gap-3 sm:gap-5 lg:grid-cols-4">
        <Count label="Clients" href="/clients" icon={Users} query={clients} />
        <Count label="Deals" href="/deals" icon={Handshake} query={deals} />
        <Count label="Payments" href="/payments" icon={Banknote} query={payments} />
        <Count label="To verify" href="/payments?status=pending" icon={CircleDashed} query={pending} />
      </ul>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <ShortList title="Latest deals" what="deals" href="/deals" query={deals} columns={dealColumns} />
        <ShortList
          title="Payments to verify"
          what="payments to verify"
          href="/payments?status=pending&ordering=payment_date"
          query={pending}
          columns={paymentColumns}
        />
      </div>
    </>
  );
}

interface CountProps {
  label: string;
  href: string;
  icon: LucideIcon;
  query: UseQueryResult<Page<unknown>>;
}

function Count({ label, href, icon: Icon, query }: CountProps) {
  return (
    <li>
      <Link href={href} className="block rounded-xl border bg-card p-4 shadow-xs transition-colors hover:bg-accent sm:p-5">
        <span className="flex items-center gap-2 text-sm text-muted-foreground">
          <Icon aria-hidden className="size-4" />
          {label}
        </span>
        <span className="mt-1.5 block h-9 text-3xl font-semibold tracking-tight">
          {query.data ? formatCount(query.data.count) : query.isError ? '–' : <Skeleton className="h-8 w-20" />}
        </span>
      </Link>
    </li>
  );
}

interface ShortListProps<T> {
  title: string;
  what: string;
  href: string;
  query: UseQueryResult<Page<T>>;
  columns: readonly Column<T>[];
}

function ShortList<T extends { id: number }>({ title, what, href, query, columns }: ShortListProps<T>) {
  return (
    <Card aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <Link href={href} className={`${textLink} text-sm`}>
          Show all<span className="sr-only"> {what}</span>
        </Link>
      </CardHeader>
      {query.isError && !query.data ? (
        <ErrorState error={query.error!} what={what} retrying={query.isFetching} onRetry={() => void query.refetch()} />
      ) : query.data?.results.length === 0 ? (
        <EmptyState title="All done" hint={`There are no ${what}.`} />
      ) : (
        <DataTable label={title} columns={columns} rows={query.data?.results} />
      )}
    </Card>
  );
}
