'use client';

import { QueryClient, QueryClientProvider } from 'querycache/react';
import { type ReactNode, useState } from 'react';
import { ApiError } from '@/lib/api-error';
import { Toaster } from '@/components/ui/sonner';

export function Providers({ children }: { children: ReactNode }) {
  // One client per browser. On the server this runs once per request, so that no user sees another's data.
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            // Long enough that what the server rendered is not asked for again by the browser at once.
            staleTime: 30_000,
            retry: (failures, error) => failures < 1 && (!(error instanceof ApiError) || error.mayPass),
          },
        },
      }),
  );

  return (
    <QueryClientProvider client={client}>
      {children}
      <Toaster />
    </QueryClientProvider>
  );
}
