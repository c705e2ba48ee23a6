import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatDate, formatMoney, formatTime, sentence } from '@/lib/format';
import type { Deal } from '@/lib/types';
import { StatusBadge, VerificationBadge } from './status-badge';
import { Card, CardHeader, CardTitle } from './ui/card';
import { textLink } from './ui/link';

export function DealFacts({ deal }: { deal: Deal }) {
  return (
    <Card aria-label="About this deal">
      <CardHeader>
        <CardTitle>About this deal</CardTitle>
        <span className="text-sm text-muted-foreground">{deal.deal_id}</span>
      </CardHeader>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-6 gap-y-3 px-4 py-4 text-sm sm:px-5">
        <Fact name="Client">
          <Link href={`/deals?client=${deal.client.id}`} prefetch={false} className={textLink}>
            {deal.client.client_name}
          </Link>
        </Fact>
        <Fact name="Value">
          <span className="text-base font-semibold">{formatMoney(deal.deal_value, deal.currency)}</span>
        </Fact>
        <Fact name="Payment">
          <StatusBadge>{deal.payment_status}</StatusBadge>
        </Fact>
        <Fact name="Verification">
          <VerificationBadge status={deal.verification_status} />
        </Fact>
        <Fact name="Client status">
          <StatusBadge>{deal.client_status}</StatusBadge>
        </Fact>
        <Fact name="Source">{sentence(deal.source_type)}</Fact>
        <Fact name="Method">{sentence(deal.payment_method)}</Fact>
        <Fact name="Deal date">{formatDate(deal.deal_date)}</Fact>
        <Fact name="Due">{formatDate(deal.due_date)}</Fact>
        <Fact name="Remarks">
          <span className="break-words whitespace-pre-line">{deal.deal_remarks || '–'}</span>
        </Fact>
        <Fact name="Changed">
          {formatTime(deal.updated_at)}, version {deal.version}
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
