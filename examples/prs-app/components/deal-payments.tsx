'use client';

import Link from 'next/link';
import { formatDate, formatMoney, sentence } from '@/lib/format';
import type { Deal, Payment } from '@/lib/types';
import { type Column, DataTable } from './data-table';
import { PaymentStatus } from './payment-status';
import { EmptyState } from './states';
import { Card, CardHeader, CardTitle } from './ui/card';
import { textLink } from './ui/link';

export function DealPayments({ deal }: { deal: Deal }) {
  const columns: Column<Payment>[] = [
    {
      header: 'Date',
      title: true,
      cell: (payment) => <span className="font-medium whitespace-nowrap">{formatDate(payment.payment_date)}</span>,
    },
    {
      header: 'Amount',
      numeric: true,
      cell: (payment) => (
        <span className="whitespace-nowrap">{formatMoney(payment.received_amount, deal.currency)}</span>
      ),
    },
    {
      header: 'Method',
      cell: (payment) => (
        <>
          {sentence(payment.payment_method)}
          {payment.cheque_number && <span className="block text-xs text-muted-foreground">{payment.cheque_number}</span>}
        </>
      ),
    },
    { header: 'Status', cell: (payment) => <PaymentStatus payment={payment} /> },
    { header: 'Remarks', cell: (payment) => <span className="break-words">{payment.verification_remarks || '–'}</span> },
  ];

  return (
    <Card aria-label="Payments">
      <CardHeader>
        <CardTitle>Payments</CardTitle>
        <Link href={`/payments?deal=${deal.id}`} prefetch={false} className={`${textLink} text-sm`}>
          Show in the list
        </Link>
      </CardHeader>
      {deal.payments.length > 0 ? (
        <DataTable label="Payments" columns={columns} rows={deal.payments} />
      ) : (
        <EmptyState title="No payments yet" hint="Payments for this deal appear here when they come in." />
      )}
    </Card>
  );
}
