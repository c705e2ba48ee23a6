'use client';

import { ArrowLeft, LoaderCircle, Pencil } from 'lucide-react';
import Link from 'next/link';
import { useQuery } from 'querycache/react';
import { useRef, useState } from 'react';
import { type DealEdit, useUpdateDeal } from '@/hooks/use-update-deal';
import { ApiError } from '@/lib/api-error';
import { dealQuery } from '@/lib/queries';
import type { Deal, DealChanges } from '@/lib/types';
import { DealEditDialog } from './deal-edit-dialog';
import { DealFacts } from './deal-facts';
import { DealPayments } from './deal-payments';
import { PageHeading } from './page-heading';
import { ErrorState, StaleNotice } from './states';
import { Button } from './ui/button';
import { Card } from './ui/card';
import { textLink } from './ui/link';
import { Skeleton } from './ui/skeleton';

export function DealDetail({ id }: { id: number }) {
  const query = useQuery(dealQuery(id));
  const retry = { retrying: query.isFetching, onRetry: () => void query.refetch() };
  const gone = query.error instanceof ApiError && query.error.status === 404;

  return (
    <>
      <Link href="/deals" className={`${textLink} mb-3 inline-flex min-h-8 items-center gap-1.5 text-sm`}>
        <ArrowLeft aria-hidden className="size-4" />
        All deals
      </Link>
      {query.data && !gone ? (
        <>
          {query.isError && (
            <Card className="mb-4 overflow-hidden">
              <StaleNotice error={query.error!} {...retry} />
            </Card>
          )}
          <LoadedDeal deal={query.data} />
        </>
      ) : query.isError ? (
        <Card aria-label="Deal">
          <ErrorState error={query.error!} what={`deal ${id}`} {...retry}>
            <Button asChild>
              <Link href="/deals">Back to all deals</Link>
            </Button>
          </ErrorState>
        </Card>
      ) : (
        <LoadingDeal />
      )}
    </>
  );
}

function LoadedDeal({ deal }: { deal: Deal }) {
  const opener = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState(false);
  const [refused, setRefused] = useState<{ edit: DealEdit; error: ApiError }>();

  const update = useUpdateDeal({
    // The dialog closed when the edit was shown; it comes back with all that was typed.
    onInvalid: (error, edit) => {
      setRefused({ edit, error });
      setEditing(true);
    },
  });

  function save(changes: DealChanges) {
    setEditing(false);
    setRefused(undefined);
    if (Object.keys(changes).length > 0) update.mutate({ id: deal.id, version: deal.version, changes });
  }

  return (
    <>
      <PageHeading title={deal.deal_name}>
        <div className="flex items-center">
          <p aria-live="polite" className="text-sm text-muted-foreground">
            {update.isPending && (
              <span className="mr-3 inline-flex items-center gap-1.5">
                <LoaderCircle aria-hidden className="size-4 animate-spin" />
                Saving…
              </span>
            )}
          </p>
          <Button
            ref={opener}
            variant="primary"
            aria-disabled={update.isPending}
            onClick={() => !update.isPending && setEditing(true)}
          >
            <Pencil aria-hidden />
            Edit deal
          </Button>
        </div>
      </PageHeading>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
        <DealFacts deal={deal} />
        <DealPayments deal={deal} />
      </div>
      <DealEditDialog
        deal={deal}
        open={editing}
        draft={refused?.edit.changes}
        errors={refused?.error.fields}
        opener={opener}
        onOpenChange={(open) => {
          setEditing(open);
          if (!open) setRefused(undefined);
        }}
        onSave={save}
      />
    </>
  );
}

function LoadingDeal() {
  return (
    <div role="status" aria-label="Loading the deal">
      <Skeleton className="mb-5 h-8 w-64 max-w-full" />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
        <Skeleton className="h-96 rounded-xl" />
        <Skeleton className="h-64 rounded-xl" />
      </div>
    </div>
  );
}
