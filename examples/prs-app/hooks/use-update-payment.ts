'use client';

import { useMutation, useQueryClient } from 'querycache/react';
import { toast } from 'sonner';
import { api } from '@/lib/api';
import type { ApiError } from '@/lib/api-error';
import { type Snapshot, restoreSnapshot, takeSnapshot, writePayment } from '@/lib/cache-edits';
import { keys } from '@/lib/queries';
import { reportFailure } from '@/lib/report-failure';
import type { Payment, PaymentChanges } from '@/lib/types';

export interface PaymentEdit {
  id: number;
  /** The version the user saw. */
  version: number;
  changes: PaymentChanges;
}

/** Changes a payment: at once in the lists and in its deal, taken back should the server refuse. */
export function useUpdatePayment() {
  const client = useQueryClient();

  const mutation = useMutation<Payment, ApiError, PaymentEdit, Snapshot>({
    mutationFn: ({ id, version, changes }) => api.updatePayment(id, version, changes),
    onMutate: async ({ id, changes }) => {
      const touched = [keys.payments.lists, keys.deals.details];
      await Promise.all(touched.map((queryKey) => client.cancelQueries({ queryKey })));
      const before = takeSnapshot(client, touched);
      writePayment(client, id, changes);
      return before;
    },
    onError: (error, edit, before) => {
      if (before) restoreSnapshot(client, before);
      const current = error.current as Payment | undefined;
      if (current) writePayment(client, edit.id, current);
      reportFailure(error, `payment ${edit.id}`, () =>
        mutation.mutate({ ...edit, version: current?.version ?? edit.version }),
      );
    },
    onSuccess: (payment) => {
      writePayment(client, payment.id, payment);
      toast.success(`Payment ${payment.id} is now ${payment.status}`);
    },
    onSettled: () => {
      // A payment counts towards its deal, whose own status the server may change with it.
      void client.invalidateQueries({ queryKey: keys.payments.all });
      void client.invalidateQueries({ queryKey: keys.deals.all });
    },
  });
  return mutation;
}
