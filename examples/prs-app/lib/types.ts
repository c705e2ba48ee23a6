/** The records of PRS as its REST API sends them. Money is a decimal string, dates are `YYYY-MM-DD`. */

export const paymentStatuses = ['initial payment', 'partial payment', 'full payment'] as const;
export const verificationStatuses = ['pending', 'verified', 'rejected'] as const;
export const clientStatuses = ['new', 'loyal', 'inactive'] as const;
export const sourceTypes = ['linkedin', 'instagram', 'google', 'referral', 'other'] as const;
export const paymentMethods = ['bank', 'cheque', 'wallet', 'cash'] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];
export type VerificationStatus = (typeof verificationStatuses)[number];
export type ClientStatus = (typeof clientStatuses)[number];
export type SourceType = (typeof sourceTypes)[number];
export type PaymentMethod = (typeof paymentMethods)[number];

/** What every record carries. `version` grows by one with every write and is what If-Match compares. */
export interface Versioned {
  id: number;
  version: number;
  created_at: string;
  updated_at: string;
}

export interface Client extends Versioned {
  client_name: string;
  email: string;
  phone_number: string;
}

export interface Payment extends Versioned {
  deal: number;
  payment_date: string;
  received_amount: string;
  payment_method: PaymentMethod;
  cheque_number: string | null;
  status: VerificationStatus;
  verification_remarks: string;
}

export interface Deal extends Versioned {
  deal_id: string;
  client: { id: number; client_name: string };
  payment_status: PaymentStatus;
  verification_status: VerificationStatus;
  client_status: ClientStatus;
  source_type: SourceType;
  deal_name: string;
  deal_value: string;
  currency: string;
  deal_date: string;
  due_date: string;
  payment_method: PaymentMethod;
  deal_remarks: string;
  payments: Payment[];
}

/** One page of a list. */
export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

/** The fields of a deal that the edit dialog and the inline menus may change. */
export type DealChanges = Partial<
  Pick<
    Deal,
    | 'deal_name'
    | 'deal_value'
    | 'deal_date'
    | 'due_date'
    | 'payment_status'
    | 'verification_status'
    | 'client_status'
    | 'source_type'
    | 'payment_method'
    | 'deal_remarks'
  >
>;

export type PaymentChanges = Partial<Pick<Payment, 'status' | 'verification_remarks'>>;
