'use client';

import { useUpdateDeal } from '@/hooks/use-update-deal';
import type { Deal } from '@/lib/types';
import { StatusMenu } from './status-menu';

/** Verify or reject a deal, wherever it is shown. */
export function DealVerification({ deal }: { deal: Deal }) {
  const update = useUpdateDeal();
  return (
    <StatusMenu
      of={`deal ${deal.deal_name}`}
      status={deal.verification_status}
      saving={update.isPending}
      onChange={(verification_status) =>
        update.mutate({ id: deal.id, version: deal.version, changes: { verification_status } })
      }
    />
  );
}
