'use client';

import * as SelectPrimitive from '@radix-ui/react-select';
import { Check, ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';
import { controlStyles } from './input';

export interface Option {
  value: string;
  label: string;
}

interface SelectProps extends Omit<ComponentProps<'button'>, 'value' | 'onChange' | 'dir'> {
  value: string;
  options: readonly Option[];
  onValueChange: (value: string) => void;
}

/** A list to pick one from. Give it an id for its label, or an aria-label. */
export function Select({ value, options, onValueChange, className, ...trigger }: SelectProps) {
  return (
    <SelectPrimitive.Root value={value} onValueChange={onValueChange}>
      <SelectPrimitive.Trigger
        className={cn(
          controlStyles,
          'flex h-10 cursor-pointer text-sm items-center justify-between gap-2 text-left sm:h-9',
          className,
        )}
        {...trigger}
      >
        <span className="truncate">
          {/* Said outright: Radix would only know the label after the first effect, so not in the server's HTML. */}
          <SelectPrimitive.Value>{options.find((o) => o.value === value)?.label ?? value}</SelectPrimitive.Value>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </SelectPrimitive.Trigger>
      <SelectPrimitive.Portal>
        <SelectPrimitive.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-lg border bg-card shadow-lg"
        >
          <SelectPrimitive.Viewport className="p-1">
            {options.map((option) => (
              <SelectPrimitive.Item
                key={option.value}
                value={option.value}
                className="flex cursor-pointer items-center justify-between gap-3 rounded-md px-2.5 py-2 text-sm outline-none select-none data-highlighted:bg-accent sm:py-1.5"
              >
                <SelectPrimitive.ItemText>{option.label}</SelectPrimitive.ItemText>
                <SelectPrimitive.ItemIndicator>
                  <Check aria-hidden className="size-4" />
                </SelectPrimitive.ItemIndicator>
              </SelectPrimitive.Item>
            ))}
          </SelectPrimitive.Viewport>
        </SelectPrimitive.Content>
      </SelectPrimitive.Portal>
    </SelectPrimitive.Root>
  );
}
