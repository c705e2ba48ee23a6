import { queryOptions } from 'querycache';
import { api } from './api';
import { type ListParams, toServerQuery } from './list-params';
import { clientList, dealList, paymentList } from './list-spec';

/** The keys by which the cache knows things. `all` is the prefix of everything about one kind of record. */
export const keys = {
  clients: { all: ['clients'] as const, lists: ['clients', 'list'] as const },
  deals: {
    all: ['deals'] as const,
    lists: ['deals', 'list'] as const,
    details: ['deals', 'detail'] as const,
    detail: (id: number) => ['deals', 'detail', id] as const,
  },
  payments: { all: ['payments'] as const, lists: ['payments', 'list'] as const },
};

export const clientsQuery = (params: ListParams) =>
  queryOptions({
    queryKey: [...keys.clients.lists, params],
    queryFn: ({ signal }) => api.clients(toServerQuery(clientList, params), signal),
  });

export const clientQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.clients.all, 'detail', id],
    queryFn: ({ signal }) => api.client(id, signal),
  });

export const dealsQuery = (params: ListParams) =>
  queryOptions({
    queryKey: [...keys.deals.lists, params],
    queryFn: ({ signal }) => api.deals(toServerQuery(dealList, params), signal),
  });

export const dealQuery = (id: number) =>
  queryOptions({
    queryKey: keys.deals.detail(id),
    queryFn: ({ signal }) => api.deal(id, signal),
  });

export const paymentsQuery = (params: ListParams) =>
  queryOptions({
    queryKey: [...keys.payments.lists, params],
    queryFn: ({ signal }) => api.payments(toServerQuery(paymentList, params), signal),
  });

/** Short lists for the dashboard. They sit under the lists' prefix, so that every edit reaches them too. */
export const latestDealsQuery = () => {
  const query = { ordering: '-deal_date', page_size: '6' };
  return queryOptions({
    queryKey: [...keys.deals.lists, query],
    queryFn: ({ signal }) => api.deals(query, signal),
  });
};

export const pendingPaymentsQuery = () => {
  const query = { status: 'pending', ordering: 'payment_date', page_size: '6' };
  return queryOptions({
    queryKey: [...keys.payments.lists, query],
    queryFn: ({ signal }) => api.payments(query, signal),
  });
};

export const clientCountQuery = () => {
  const query = { page_size: '1' };
  return queryOptions({
    queryKey: [...keys.clients.lists, query],
    queryFn: ({ signal }) => api.clients(query, signal),
  });
};

export const paymentCountQuery = () => {
  const query = { page_size: '1' };
  return queryOptions({
    queryKey: [...keys.payments.lists, query],
    queryFn: ({ signal }) => api.payments(query, signal),
  });
};
