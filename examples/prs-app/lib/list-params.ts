import type { ListSpec } from './list-spec';

export const PAGE_SIZE = 25;

/**
 * What a list shows, in canonical form: known names only, valid values only, defaults left out.
 * Two URLs that mean the same list give the same params and so share one cache entry.
 */
export type ListParams = Readonly<Record<string, string>>;

/** Reads params out of a URL. What it does not understand it ignores: an old link still opens a list. */
export function parseListParams(spec: ListSpec, get: (name: string) => string | null): ListParams {
  const params: Record<string, string> = {};

  const search = get('search')?.trim().slice(0, 200);
  if (search) params.search = search;

  for (const { name, values } of spec.filters) {
    const value = get(name);
    if (value && values.includes(value)) params[name] = value;
  }
  for (const name of spec.idFilters) {
    const value = get(name);
    if (value && isWholeNumber(value)) params[name] = value;
  }

  const ordering = get('ordering');
  if (ordering && ordering !== spec.defaultOrdering && spec.orderings.some((o) => o.value === ordering)) {
    params.ordering = ordering;
  }

  const page = get('page');
  if (page && page !== '1' && isWholeNumber(page)) params.page = page;
  return params;
}

export function pageOf(params: ListParams): number {
  return Number(params.page ?? 1);
}

export function withPage({ page: _, ...params }: ListParams, page: number): ListParams {
  return page === 1 ? params : { ...params, page: String(page) };
}

/** True when the list is narrowed down, so that "nothing found" does not mean "nothing there". */
export function isNarrowed(spec: ListSpec, params: ListParams): boolean {
  return Boolean(params.search) || filterNames(spec).some((name) => params[name]);
}

export function filterNames(spec: ListSpec): string[] {
  return [...spec.filters.map((filter) => filter.name), ...spec.idFilters];
}

/** What the server is asked: the params with the defaults spelled out. */
export function toServerQuery(spec: ListSpec, params: ListParams): ListParams {
  return { ordering: spec.defaultOrdering, ...params, page_size: String(PAGE_SIZE) };
}

function isWholeNumber(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}
