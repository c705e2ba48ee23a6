'use client';

import { CloudOff, Inbox, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '@/lib/api-error';
import { Button } from './ui/button';

interface ErrorStateProps {
  error: Error;
  what: string;
  retrying: boolean;
  onRetry: () => void;
  /** A second way out, where there is one. */
  children?: ReactNode;
}

/** In place of data that could not be loaded. */
export function ErrorState({ error, what, retrying, onRetry, children }: ErrorStateProps) {
  const Icon = error instanceof ApiError && error.status === 0 ? CloudOff : TriangleAlert;
  return (
    <div role="alert" className="grid justify-items-center gap-3 px-6 py-16 text-center">
      <Icon aria-hidden className="size-8 text-destructive" />
      <div className="grid max-w-md gap-1">
        <p className="font-medium">Could not load {what}</p>
        <p className="text-sm text-muted-foreground">{words(error)}</p>
      </div>
      <div className="flex flex-wrap justify-center gap-3">
        <RetryButton retrying={retrying} onRetry={onRetry} />
        {children}
      </div>
    </div>
  );
}

/** Above data that could not be brought up to date. */
export function StaleNotice({ error, retrying, onRetry }: Omit<ErrorStateProps, 'what' | 'children'>) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-between gap-3 border-b bg-muted px-4 py-2.5 text-sm sm:px-5"
    >
      <p>
        <span className="font-medium">These may be out of date.</span> {words(error)}
      </p>
      <RetryButton retrying={retrying} onRetry={onRetry} />
    </div>
  );
}

export function EmptyState({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 px-6 py-16 text-center">
      <Inbox aria-hidden className="size-8 text-muted-foreground" />
      <div className="grid max-w-md gap-1">
        <p className="font-medium">{title}</p>
        <p className="text-sm text-muted-foreground">{hint}</p>
      </div>
      {children}
    </div>
  );
}

function RetryButton({ retrying, onRetry }: { retrying: boolean; onRetry: () => void }) {
  return (
    <Button onClick={onRetry} aria-disabled={retrying}>
      <RotateCw aria-hidden className={retrying ? 'animate-spin' : undefined} />
      {retrying ? 'Trying…' : 'Try again'}
    </Button>
  );
}

function words(error: Error): string {
  return error instanceof ApiError ? error.detail : 'Something went wrong in this page. Try again, or reload it.';
}
