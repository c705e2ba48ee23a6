import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';
import { Label } from './label';

interface ControlProps {
  id: string;
  name: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface FieldProps {
  name: string;
  label: string;
  error?: string;
  className?: string;
  /** Draws the control with the props that tie it to its label and its message. */
  children: (control: ControlProps) => ReactNode;
}

/** A labelled control with the server's complaint about it below. */
export function Field({ name, label, error, className, children }: FieldProps) {
  const id = `field-${name}`;
  const messageId = `${id}-message`;
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <Label htmlFor={id}>{label}</Label>
      {children({ id, name, 'aria-invalid': Boolean(error), 'aria-describedby': error ? messageId : undefined })}
      {error && (
        <p id={messageId} className="text-sm text-destructive">
          {error}
        </p>
      )}
    </div>
  );
}
