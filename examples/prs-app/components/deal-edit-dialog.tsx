'use client';

import type { FormEvent, RefObject } from 'react';
import type { Deal, DealChanges } from '@/lib/types';
import { DealFields, type DealFormValues, changedFields, formValues } from './deal-fields';
import { Button } from './ui/button';
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from './ui/dialog';

interface DealEditDialogProps {
  deal: Deal;
  open: boolean;
  /** What was typed before and refused. */
  draft?: DealChanges;
  /** What the server had against it, by field. */
  errors?: Readonly<Record<string, string>>;
  /** What gets the focus when the dialog closes. */
  opener: RefObject<HTMLElement | null>;
  onOpenChange: (open: boolean) => void;
  onSave: (changes: DealChanges) => void;
}

export function DealEditDialog({ deal, open, draft, errors = {}, opener, onOpenChange, onSave }: DealEditDialogProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget)) as unknown as DealFormValues;
    onSave(changedFields(deal, form));
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent onOpenAutoFocus={focusFirstError} onCloseAutoFocus={() => opener.current?.focus()}>
        <DialogHeader>
          <DialogTitle>Edit deal</DialogTitle>
          <DialogDescription>The change shows at once and is saved in the background.</DialogDescription>
        </DialogHeader>
        {/* noValidate: the server is the one that decides, and it answers for each field. */}
        <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
            {Object.keys(errors).length > 0 && (
              <p role="alert" className="mb-4 rounded-lg border border-destructive px-3 py-2 text-sm">
                {errors.non_field_errors ?? 'Nothing was saved. Correct the fields below, then save again.'}
              </p>
            )}
            <DealFields values={{ ...formValues(deal), ...draft }} errors={errors} />
          </div>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit">
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** Where there is something to correct the focus goes there, otherwise Radix picks the first control. */
function focusFirstError(event: Event) {
  const field = (event.currentTarget as HTMLElement).querySelector<HTMLElement>('[aria-invalid="true"]');
  if (!field) return;
  event.preventDefault();
  field.focus();
}
