import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

/** The look that everything one can type into or pick from shares. */
export const controlStyles =
  'w-full min-w-0 rounded-lg border border-input bg-card px-3 text-base text-ellipsis shadow-xs transition-colors placeholder:text-muted-foreground aria-invalid:border-destructive disabled:opacity-50 sm:text-sm';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(controlStyles, 'h-10 sm:h-9', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(controlStyles, 'min-h-20 py-2', className)} {...props} />;
}
