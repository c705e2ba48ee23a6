import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PaymentList } from '@/components/payment-list';
import { ListLoading } from '@/components/list-loading';

export const metadata: Metadata = { title: 'Payments' };

/** Built once and the same for everybody: what the URL asks for is only known in the browser. */
export default function Page() {
  return (
    <Suspense fallback={<ListLoading title="Payments" />}>
      <PaymentList />
    </Suspense>
  );
}
