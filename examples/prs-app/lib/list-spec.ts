import { clientStatuses, paymentMethods, paymentStatuses, sourceTypes, verificationStatuses } from './types';

/** What one list can be narrowed and ordered by. Everything of it lives in the URL. */
export interface ListSpec {
  searchLabel: string;
  filters: readonly Filter[];
  /** Filters by the id of another record. They come from links and are taken off by a chip. */
  idFilters: readonly string[];
  orderings: readonly Ordering[];
  defaultOrdering: string;
}

export interface Filter {
  name: string;
  label: string;
  values: readonly string[];
}

export interface Ordering {
  value: string;
  label: string;
}

export const clientList: ListSpec = {
  searchLabel: 'Search clients by name, email or phone',
  filters: [],
  idFilters: [],
  orderings: [
    { value: 'client_name', label: 'Name A to Z' },
    { value: '-client_name', label: 'Name Z to A' },
    { value: '-created_at', label: 'Newest first' },
    { value: 'created_at', label: 'Oldest first' },
  ],
  defaultOrdering: 'client_name',
};

export const dealList: ListSpec = {
  searchLabel: 'Search deals by name, number, client or remarks',
  filters: [
    { name: 'payment_status', label: 'Payment', values: paymentStatuses },
    { name: 'verification_status', label: 'Verification', values: verificationStatuses },
    { name: 'client_status', label: 'Client', values: clientStatuses },
    { name: 'source_type', label: 'Source', values: sourceTypes },
    { name: 'currency', label: 'Currency', values: ['NPR', 'USD', 'INR'] },
  ],
  idFilters: ['client'],
  orderings: [
    { value: '-deal_date', label: 'Latest first' },
    { value: 'deal_date', label: 'Oldest first' },
    { value: '-deal_value', label: 'Highest value' },
    { value: 'deal_value', label: 'Lowest value' },
    { value: 'client_name', label: 'Client A to Z' },
    { value: '-client_name', label: 'Client Z to A' },
  ],
  defaultOrdering: '-deal_date',
};

export const paymentList: ListSpec = {
  searchLabel: 'Search payments by deal, cheque number or remarks',
  filters: [
    { name: 'status', label: 'Status', values: verificationStatuses },
    { name: 'payment_method', label: 'Method', values: paymentMethods },
  ],
  idFilters: ['deal'],
  orderings: [
    { value: '-payment_date', label: 'Latest first' },
    { value: 'payment_date', label: 'Oldest first' },
    { value: '-received_amount', label: 'Highest amount' },
    { value: 'received_amount', label: 'Lowest amount' },
  ],
  defaultOrdering: '-payment_date',
};
