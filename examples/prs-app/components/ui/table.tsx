import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

/*
 * A table that turns into cards on phones. The roles are spelled out because a browser drops the table's own
 * ones as soon as CSS lays its rows out as a grid.
 */

export function Table({ className, ...props }: ComponentProps<'table'>) {
  return <table role="table" className={cn('w-full text-sm max-md:block', className)} {...props} />;
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead role="rowgroup" className={cn('max-md:sr-only', className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody role="rowgroup" className={cn('max-md:block', className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      role="row"
      className={cn(
        'border-b last:border-0 max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-3 max-md:px-4 max-md:py-4',
        className,
      )}
      {...props}
    />
  );
}

export function TableHeader({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      role="columnheader"
      scope="col"
      className={cn('h-11 px-3 text-left font-medium text-muted-foreground first:pl-5 last:pr-5', className)}
      {...props}
    />
  );
}

/** `label` is what the cell is called where there is no header row to say it. */
export function TableCell({ label, className, children, ...props }: ComponentProps<'td'> & { label?: string }) {
  return (
    <td
      role="cell"
      className={cn('min-w-0 align-middle max-md:block md:px-3 md:py-2.5 md:first:pl-5 md:last:pr-5', className)}
      {...props}
    >
      {label && (
        <span aria-hidden className="mb-0.5 block text-xs text-muted-foreground md:hidden">
          {label}
        </span>
      )}
      {children}
    </td>
  );
}
