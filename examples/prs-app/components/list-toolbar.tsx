'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useId, useState } from 'react';
import type { ListUrl } from '@/hooks/use-list-url';
import { sentence } from '@/lib/format';
import type { Filter, ListSpec } from '@/lib/list-spec';
import { cn } from '@/lib/utils';
import { SearchBox } from './search-box';
import { Button } from './ui/button';
import { Label } from './ui/label';
import { type Option, Select } from './ui/select';

/** Radix keeps the empty string for "nothing chosen", so "no filter" needs a value of its own. */
const ANY = 'any';

/** Search, filters and order of a list. On phones all but the search hide behind a button. */
export function ListToolbar({ spec, list }: { spec: ListSpec; list: ListUrl }) {
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const { params, change } = list;
  const active = spec.filters.filter((filter) => params[filter.name]).length;

  return (
    <div className="grid gap-3 border-b p-4 sm:px-5">
      <div className="flex gap-3">
        <SearchBox
          label={spec.searchLabel}
          value={params.search ?? ''}
          // One entry in the history per search, not one per pause in the typing.
          onSearch={(search) => change({ search }, params.search && search ? 'replace' : 'push')}
        />
        <Button className="md:hidden" aria-expanded={open} aria-controls={panelId} onClick={() => setOpen(!open)}>
          <SlidersHorizontal aria-hidden />
          {spec.filters.length > 0 ? 'Filters' : 'Order'}
          {active > 0 && ` (${active})`}
        </Button>
      </div>
      <div
        id={panelId}
        className={cn('grid-cols-2 gap-3 md:grid md:grid-cols-[repeat(auto-fill,minmax(9rem,1fr))]', open ? 'grid' : 'hidden')}
      >
        {spec.filters.map((filter) => (
          <LabelledSelect
            key={filter.name}
            label={filter.label}
            value={params[filter.name] ?? ANY}
            options={optionsOf(filter)}
            onChange={(value) => change({ [filter.name]: value === ANY ? '' : value })}
          />
        ))}
        <LabelledSelect
          label="Order"
          value={params.ordering ?? spec.defaultOrdering}
          options={spec.orderings}
          onChange={(ordering) => change({ ordering })}
        />
      </div>
    </div>
  );
}

interface LabelledSelectProps {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}

function LabelledSelect({ label, value, options, onChange }: LabelledSelectProps) {
  const id = useId();
  return (
    <div className="grid min-w-0 gap-1.5">
      <Label htmlFor={id} className="text-xs text-muted-foreground">
        {label}
      </Label>
      <Select id={id} value={value} options={options} onValueChange={onChange} />
    </div>
  );
}

function optionsOf(filter: Filter): Option[] {
  return [{ value: ANY, label: 'Any' }, ...filter.values.map((value) => ({ value, label: sentence(value) }))];
}
