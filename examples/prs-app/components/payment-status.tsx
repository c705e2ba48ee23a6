'use client';

import { useUpdatePayment } from '@/hooks/use-update-payment';
import type { Payment } from '@/lib/types';
import { StatusMenu } from './status-menu';

/** Verify or reject a payment, wherever it is shown. */
export function PaymentStatus({ payment }: { payment: Payment }) {
  const update = useUpdatePayment();
  return (
    <StatusMenu
      of={`payment ${payment.id}`}
      status={payment.status}
      saving={update.isPending}
      onChange={(status) => update.mutate({ id: payment.id, version: payment.version, changes: { status } })}
    />
  );
}
