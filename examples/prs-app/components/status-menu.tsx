'use client';

import { ChevronDown, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { sentence } from '@/lib/format';
import { type VerificationStatus, verificationStatuses } from '@/lib/types';
import { cn } from '@/lib/utils';
import { verificationLooks } from './status-badge';
import { badgeStyles } from './ui/badge';
import { DropdownMenu, DropdownMenuContent, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuTrigger } from './ui/dropdown-menu';

interface StatusMenuProps {
  /** What the status belongs to, for those who cannot see the row. */
  of: string;
  status: VerificationStatus;
  saving: boolean;
  onChange: (status: VerificationStatus) => void;
}

/** A status that one can change where it stands. */
export function StatusMenu({ of, status, saving, onChange }: StatusMenuProps) {
  const [open, setOpen] = useState(false);
  const { tone, icon: Icon } = verificationLooks[status] ?? verificationLooks.pending;

  return (
    // Not disabled while saving: a disabled button would drop the keyboard focus that just chose.
    <DropdownMenu modal={false} open={open} onOpenChange={(next) => setOpen(next && !saving)}>
      <DropdownMenuTrigger
        className={cn(badgeStyles({ tone }), 'min-h-8 cursor-pointer items-center py-1 hover:brightness-95 md:min-h-7 dark:hover:brightness-125')}
        aria-label={`${sentence(status)}: change the status of ${of}`}
        aria-disabled={saving}
        aria-busy={saving}
      >
        {saving ? <LoaderCircle aria-hidden className="animate-spin" /> : <Icon aria-hidden />}
        {sentence(status)}
        <ChevronDown aria-hidden className="-mr-1" />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuRadioGroup
          value={status}
          onValueChange={(next) => next !== status && onChange(next as VerificationStatus)}
        >
          {verificationStatuses.map((value) => {
            const ItemIcon = verificationLooks[value].icon;
            return (
              <DropdownMenuRadioItem key={value} value={value}>
                <ItemIcon aria-hidden />
                {sentence(value)}
              </DropdownMenuRadioItem>
            );
          })}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
