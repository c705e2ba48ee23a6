// Keys and rows as an app that lists deals has them.

// `group` queries share the object in the middle, so that a prefix holds exactly that many.
export const key = (id, group) => ['deals', { status: 's', page: Math.floor(id / group) }, id];
export const prefix = (page) => ['deals', { status: 's', page }];
export const partial = (page) => ['deals', { page }];

export function row(id, version) {
  return {
    id,
    deal_id: `D${id}`,
    deal_name: `deal ${id}`,
    deal_value: id * 10 + version,
    currency: 'NPR',
    status: 'open',
    version,
    deal_date: '2026-01-01',
    remarks: 'none',
    client: `c${id % 200}`,
  };
}

export function sameRow(a, b) {
  const fields = Object.keys(b);
  return a !== null && typeof a === 'object' && Object.keys(a).length === fields.length && fields.every((field) => a[field] === b[field]);
}
