'use client';

import { type ComponentProps, useState } from 'react';
import { sentence } from '@/lib/format';
import {
  type Deal,
  type DealChanges,
  clientStatuses,
  paymentMethods,
  paymentStatuses,
  sourceTypes,
  verificationStatuses,
} from '@/lib/types';
import { Field } from './ui/field';
import { Input, Textarea } from './ui/input';
import { Select } from './ui/select';

/** The editable fields as the form holds them: whatever was typed, valid or not. */
export type DealFormValues = Record<keyof DealChanges, string>;

export function formValues(deal: Deal): DealFormValues {
  return {
    deal_name: deal.deal_name,
    deal_value: deal.deal_value,
    deal_date: deal.deal_date,
    due_date: deal.due_date,
    payment_status: deal.payment_status,
    verification_status: deal.verification_status,
    client_status: deal.client_status,
    source_type: deal.source_type,
    payment_method: deal.payment_method,
    deal_remarks: deal.deal_remarks,
  };
}

/** Only what differs from the record: what the user left alone must not overwrite somebody else's edit. */
export function changedFields(deal: Deal, form: DealFormValues): DealChanges {
  const before = formValues(deal);
  const names = Object.keys(before) as (keyof DealFormValues)[];
  const changed = names.filter((name) => form[name] !== before[name]);
  return Object.fromEntries(changed.map((name) => [name, form[name]]));
}

interface DealFieldsProps {
  values: DealFormValues;
  errors: Readonly<Record<string, string>>;
}

export function DealFields({ values, errors }: DealFieldsProps) {
  const text = (name: keyof DealFormValues) => ({ name, error: errors[name], defaultValue: values[name] });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField {...text('deal_name')} label="Name" className="sm:col-span-2" />
      <TextField {...text('deal_value')} label="Value" inputMode="decimal" />
      <ChoiceField {...text('payment_method')} label="Method" options={paymentMethods} />
      <TextField {...text('deal_date')} label="Deal date" type="date" />
      <TextField {...text('due_date')} label="Due" type="date" />
      <ChoiceField {...text('payment_status')} label="Payment" options={paymentStatuses} />
      <ChoiceField {...text('verification_status')} label="Verification" options={verificationStatuses} />
      <ChoiceField {...text('client_status')} label="Client status" options={clientStatuses} />
      <ChoiceField {...text('source_type')} label="Source" options={sourceTypes} />
      <Field name="deal_remarks" label="Remarks" error={errors.deal_remarks} className="sm:col-span-2">
        {(control) => <Textarea {...control} rows={3} defaultValue={values.deal_remarks} />}
      </Field>
    </div>
  );
}

interface FieldProps {
  name: string;
  label: string;
  error?: string;
  defaultValue: string;
}

function TextField({ name, label, error, className, ...input }: FieldProps & ComponentProps<'input'>) {
  return (
    <Field name={name} label={label} error={error} className={className}>
      {(control) => <Input {...control} {...input} autoComplete="off" />}
    </Field>
  );
}

function ChoiceField({ name, label, error, defaultValue, options }: FieldProps & { options: readonly string[] }) {
  const [value, setValue] = useState(defaultValue);
  return (
    <Field name={name} label={label} error={error}>
      {({ name, ...control }) => (
        <>
          <input type="hidden" name={name} value={value} />
          <Select
            {...control}
            value={value}
            onValueChange={setValue}
            options={options.map((option) => ({ value: option, label: sentence(option) }))}
          />
        </>
      )}
    </Field>
  );
}
