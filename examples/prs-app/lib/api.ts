import { refused, unreachable } from './api-error';
import { serverUrl } from './server-url';
import type { Client, Deal, DealChanges, Page, Payment, PaymentChanges } from './types';

const onServer = typeof window === 'undefined';

/** A page that is rendered on the server waits this long for its rows, then leaves them to the browser. */
const SERVER_RENDER_TIMEOUT_MS = 3000;

interface Call {
  signal?: AbortSignal;
  /** Changes to send with PATCH; without them the call is a GET. */
  changes?: object;
  /** The version the changes were made on. The server answers 412 if it has moved on since. */
  ifMatch?: string;
}

async function call<T>(path: string, { signal, changes, ifMatch }: Call = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (changes) headers['content-type'] = 'application/json';
  if (ifMatch) headers['if-match'] = ifMatch;

  let response: Response;
  let text: string;
  try {
    response = await fetch((onServer ? serverUrl() : '') + path, {
      method: changes ? 'PATCH' : 'GET',
      headers,
      body: changes && JSON.stringify(changes),
      cache: 'no-store',
      signal: onServer ? withTimeout(signal) : signal,
    });
    text = await response.text();
  } catch (cause) {
    // A call that was called off is no failure: the cache has to see the abort as it is.
    if (signal?.aborted) throw cause;
    throw unreachable(cause);
  }

  const body = parseJson(text);
  if (!response.ok) throw refused(response.status, body);
  if (body === undefined) throw unreachable(new Error(`${path} did not answer with JSON`));
  return body as T;
}

function withTimeout(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(SERVER_RENDER_TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type ListQuery = Readonly<Record<string, string>>;

function listPath(path: string, query: ListQuery): string {
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}

export const api = {
  clients: (query: ListQuery, signal?: AbortSignal) =>
    call<Page<Client>>(listPath('/api/clients/', query), { signal }),
  client: (id: number, signal?: AbortSignal) => call<Client>(`/api/clients/${id}/`, { signal }),

  deals: (query: ListQuery, signal?: AbortSignal) =>
    call<Page<Deal>>(listPath('/api/deals/deals/', query), { signal }),
  deal: (id: number, signal?: AbortSignal) => call<Deal>(`/api/deals/deals/${id}/`, { signal }),
  updateDeal: (id: number, version: number, changes: DealChanges) =>
    call<Deal>(`/api/deals/deals/${id}/`, { changes, ifMatch: `"deal-${id}-v${version}"` }),

  payments: (query: ListQuery, signal?: AbortSignal) =>
    call<Page<Payment>>(listPath('/api/deals/payments/', query), { signal }),
  updatePayment: (id: number, version: number, changes: PaymentChanges) =>
    call<Payment>(`/api/deals/payments/${id}/`, { changes, ifMatch: `"payment-${id}-v${version}"` }),
};
