'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './ui/button';

/** Says that a list shows only what belongs to one record, and takes that off. */
export function FilterChip({ children, onRemove }: { children: ReactNode; onRemove: () => void }) {
  return (
    <div className="mb-4 flex w-fit max-w-full items-center gap-1 rounded-lg border bg-accent py-1 pr-1 pl-3 text-sm">
      <span className="truncate">{children}</span>
      <Button variant="ghost" size="icon" className="size-8 sm:size-7" aria-label="Show all" onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
