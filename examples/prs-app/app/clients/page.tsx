import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ClientList } from '@/components/client-list';
import { ListLoading } from '@/components/list-loading';

export const metadata: Metadata = { title: 'Clients' };

/** Built once and the same for everybody: what the URL asks for is only known in the browser. */
export default function Page() {
  return (
    <Suspense fallback={<ListLoading title="Clients" />}>
      <ClientList />
    </Suspense>
  );
}
