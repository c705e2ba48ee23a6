'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useQueryClient } from 'querycache/react';
import type { ReactNode } from 'react';
import { dealQuery } from '@/lib/queries';

interface DealLinkProps {
  id: number;
  className?: string;
  children: ReactNode;
}

/**
 * A link to a deal that has the page and its data ready by the time it is followed. It fetches when a pointer or
 * the focus comes to it, not when it comes into view: a list has 25 of them, and networks here are shaky.
 */
export function DealLink({ id, className, children }: DealLinkProps) {
  const client = useQueryClient();
  const router = useRouter();
  const href = `/deals/${id}`;

  function prepare() {
    router.prefetch(href);
    void client.prefetchQuery(dealQuery(id));
  }

  return (
    <Link href={href} prefetch={false} onPointerEnter={prepare} onFocus={prepare} className={className}>
      {children}
    </Link>
  );
}
