'use client';

import { ErrorState } from '@/components/states';

export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <>
      <h1 className="sr-only">Something went wrong</h1>
      <ErrorState error={error} what="this page" retrying={false} onRetry={reset} />
    </>
  );
}
