'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { formatCount } from '@/lib/format';
import { PAGE_SIZE } from '@/lib/list-params';
import { Button } from './ui/button';

interface PaginationProps {
  page: number;
  count: number;
  onPage: (page: number) => void;
  /** Called when a page is about to be asked for. */
  onIntent?: (page: number) => void;
}

export function Pagination({ page, count, onPage, onIntent }: PaginationProps) {
  const last = Math.max(1, Math.ceil(count / PAGE_SIZE));
  if (last === 1) return null;

  const step = (to: number) => ({
    disabled: to < 1 || to > last,
    onClick: () => onPage(to),
    onPointerEnter: () => onIntent?.(to),
    onFocus: () => onIntent?.(to),
  });

  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 border-t px-4 py-3 sm:px-5">
      <Button {...step(page - 1)}>
        <ChevronLeft aria-hidden />
        Previous
      </Button>
      <p className="text-center text-sm text-muted-foreground">
        Page <span className="font-medium text-foreground">{formatCount(page)}</span> of {formatCount(last)}
      </p>
      <Button {...step(page + 1)}>
        Next
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}
