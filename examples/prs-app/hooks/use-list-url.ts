'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { type ListParams, parseListParams } from '@/lib/list-params';
import type { ListSpec } from '@/lib/list-spec';

export interface ListUrl {
  params: ListParams;
  /** Changes some params (an empty value takes one off). Whatever is not a page goes back to the first page. */
  change(changes: Record<string, string>, how?: 'push' | 'replace'): void;
  clear(): void;
}

/**
 * Keeps what a list shows in the URL, so that reload, back and a sent link show the same.
 * It goes through the history directly, which Next follows, because router.push would ask the server for the
 * page again: the rows come from the cache, and on a shaky network that request is one too many.
 */
export function useListUrl(spec: ListSpec): ListUrl {
  const search = useSearchParams();
  const pathname = usePathname();
  const params = useMemo(() => parseListParams(spec, (name) => search.get(name)), [spec, search]);

  function go(next: ListParams, how: 'push' | 'replace') {
    const query = new URLSearchParams(next).toString();
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', query ? `${pathname}?${query}` : pathname);
  }

  return {
    params,
    change(changes, how = 'push') {
      const next: ListParams = { ...params, page: '', ...changes };
      go(
        parseListParams(spec, (name) => next[name] ?? null),
        how,
      );
    },
    clear: () => go({}, 'push'),
  };
}
