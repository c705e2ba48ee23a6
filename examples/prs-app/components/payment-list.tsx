'use client';

import { keepPreviousData, useQuery, useQueryClient } from 'querycache/react';
import { useListUrl } from '@/hooks/use-list-url';
import { formatDate, formatMoney, sentence } from '@/lib/format';
import { withPage } from '@/lib/list-params';
import { paymentList } from '@/lib/list-spec';
import { paymentsQuery } from '@/lib/queries';
import type { Payment } from '@/lib/types';
import type { Column } from './data-table';
import { DealLink } from './deal-link';
import { FilterChip } from './filter-chip';
import { ListScreen } from './list-screen';
import { PaymentStatus } from './payment-status';
import { textLink } from './ui/link';

const columns: Column<Payment>[] = [
  {
    header: 'Payment',
    title: true,
    cell: (payment) => <span className="font-medium">Payment {payment.id}</span>,
  },
  {
    header: 'Deal',
    cell: (payment) => (
      <DealLink id={payment.deal} className={textLink}>
        Deal {payment.deal}
      </DealLink>
    ),
  },
  {
    header: 'Date',
    ordering: 'payment_date',
    cell: (payment) => <span className="whitespace-nowrap">{formatDate(payment.payment_date)}</span>,
  },
  {
    header: 'Amount',
    ordering: 'received_amount',
    numeric: true,
    cell: (payment) => <span className="whitespace-nowrap">{formatMoney(payment.received_amount)}</span>,
  },
  { header: 'Method', cell: (payment) => sentence(payment.payment_method) },
  { header: 'Cheque', cell: (payment) => payment.cheque_number || '–' },
  { header: 'Status', cell: (payment) => <PaymentStatus payment={payment} /> },
];

export function PaymentList() {
  const cache = useQueryClient();
  const list = useListUrl(paymentList);
  const query = useQuery({ ...paymentsQuery(list.params), placeholderData: keepPreviousData });

  return (
    <ListScreen
      title="Payments"
      what="payments"
      spec={paymentList}
      list={list}
      query={query}
      columns={columns}
      onPageIntent={(page) => void cache.prefetchQuery(paymentsQuery(withPage(list.params, page)))}
    >
      {list.params.deal && (
        <FilterChip onRemove={() => list.change({ deal: '' })}>
          Only payments of <b className="font-medium">deal {list.params.deal}</b>
        </FilterChip>
      )}
    </ListScreen>
  );
}
