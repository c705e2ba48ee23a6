'use client';

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';
import { Skeleton } from './ui/skeleton';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from './ui/table';

export interface Column<T> {
  header: string;
  cell: (row: T) => ReactNode;
  /** The field the server orders by, where it can order by this column. */
  ordering?: string;
  numeric?: boolean;
  /** Takes the whole width of a card and needs no label there. */
  title?: boolean;
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  /** Undefined while the first rows are on their way. */
  rows: readonly T[] | undefined;
  /** Rows of the list before, shown until those asked for are there. */
  outdated?: boolean;
  ordering?: string;
  onOrder?: (ordering: string) => void;
}

const SKELETON_ROWS = 8;

export function DataTable<T extends { id: number }>(props: DataTableProps<T>) {
  const { label, columns, rows, outdated = false } = props;
  return (
    <Table aria-label={label} aria-busy={outdated || !rows}>
      <TableHead>
        <tr role="row" className="border-b">
          {columns.map((column) => (
            <HeaderCell key={column.header} column={column} {...props} />
          ))}
        </tr>
      </TableHead>
      <TableBody className={cn('transition-opacity', outdated && 'opacity-50')}>
        {rows
          ? rows.map((row) => (
              <TableRow key={row.id}>
                {columns.map((column) => (
                  <BodyCell key={column.header} column={column}>
                    {column.cell(row)}
                  </BodyCell>
                ))}
              </TableRow>
            ))
          : Array.from({ length: SKELETON_ROWS }, (_, row) => (
              <TableRow key={row}>
                {columns.map((column) => (
                  <BodyCell key={column.header} column={column}>
                    <Skeleton className={cn('my-1.5 h-4', column.title ? 'w-44' : 'w-20', column.numeric && 'md:ml-auto')} />
                  </BodyCell>
                ))}
              </TableRow>
            ))}
      </TableBody>
    </Table>
  );
}

function BodyCell({ column, children }: { column: Column<never>; children: ReactNode }) {
  return (
    <TableCell
      label={column.title ? undefined : column.header}
      className={cn(column.title && 'max-md:col-span-2', column.numeric && 'md:text-right')}
    >
      {children}
    </TableCell>
  );
}

type HeaderCellProps<T> = Pick<DataTableProps<T>, 'ordering' | 'onOrder'> & { column: Column<T> };

function HeaderCell<T>({ column, ordering, onOrder }: HeaderCellProps<T>) {
  const align = column.numeric ? 'text-right' : undefined;
  if (!column.ordering || !onOrder) return <TableHeader className={align}>{column.header}</TableHeader>;

  const down = ordering === `-${column.ordering}`;
  const up = ordering === column.ordering;
  const Icon = down ? ArrowDown : up ? ArrowUp : ChevronsUpDown;
  return (
    <TableHeader className={align} aria-sort={down ? 'descending' : up ? 'ascending' : undefined}>
      <button
        type="button"
        onClick={() => onOrder(down ? column.ordering! : `-${column.ordering}`)}
        className={cn(
          '-mx-2 inline-flex h-8 cursor-pointer items-center gap-1.5 rounded-md px-2 hover:bg-accent hover:text-foreground',
          (up || down) && 'text-foreground',
        )}
      >
        {column.header}
        <Icon aria-hidden className="size-3.5" />
      </button>
    </TableHeader>
  );
}
