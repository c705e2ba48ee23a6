'use client';

import { CircleCheck, OctagonX } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Toaster as Sonner } from 'sonner';

/** Where saves and failures are told. Sonner's list is an aria-live region. */
export function Toaster() {
  return (
    <Sonner
      theme="system"
      position="bottom-right"
      closeButton
      // Above the navigation bar, which lies at the bottom on phones.
      mobileOffset={{ bottom: '5rem' }}
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-emerald-700 dark:text-emerald-300" />,
        error: <OctagonX aria-hidden className="size-4 text-destructive" />,
      }}
      toastOptions={{ classNames: { description: 'text-muted-foreground!', toast: 'items-start!' } }}
      style={
        {
          '--normal-bg': 'var(--card)',
          '--normal-text': 'var(--foreground)',
          '--normal-border': 'var(--border)',
          fontFamily: 'inherit',
        } as CSSProperties
      }
    />
  );
}
