'use client';

import { useMutation, useQueryClient } from 'querycache/react';
import { toast } from 'sonner';
import { api } from '@/lib/api';
import type { ApiError } from '@/lib/api-error';
import { type Snapshot, restoreSnapshot, takeSnapshot, writeDeal } from '@/lib/cache-edits';
import { keys } from '@/lib/queries';
import { reportFailure } from '@/lib/report-failure';
import type { Deal, DealChanges } from '@/lib/types';

export interface DealEdit {
  id: number;
  /** The version the user saw. */
  version: number;
  changes: DealChanges;
}

interface Options {
  /** Called for a 400 with field errors. Without it they are told in the toast. */
  onInvalid?: (error: ApiError, edit: DealEdit) => void;
}

/** Changes a deal: at once in its detail and in every list, taken back should the server refuse. */
export function useUpdateDeal({ onInvalid }: Options = {}) {
  const client = useQueryClient();

  const mutation = useMutation<Deal, ApiError, DealEdit, Snapshot>({
    mutationFn: ({ id, version, changes }) => api.updateDeal(id, version, changes),
    onMutate: async ({ id, changes }) => {
      await client.cancelQueries({ queryKey: keys.deals.all });
      const before = takeSnapshot(client, [keys.deals.all]);
      writeDeal(client, id, changes);
      return before;
    },
    onError: (error, edit, before) => {
      if (before) restoreSnapshot(client, before);
      const current = error.current as Deal | undefined;
      if (current) writeDeal(client, edit.id, current);
      if (error.isInvalid && onInvalid) return onInvalid(error, edit);
      reportFailure(error, `deal ${edit.id}`, () =>
        mutation.mutate({ ...edit, version: current?.version ?? edit.version }),
      );
    },
    onSuccess: (deal) => {
      writeDeal(client, deal.id, deal);
      toast.success(`Saved ${deal.deal_name}`);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.deals.all });
    },
  });
  return mutation;
}
