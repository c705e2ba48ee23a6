/** One locale and one time zone everywhere: server and browser must write the same text. */
const LOCALE = 'en-US';

const dateFormat = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
const timeFormat = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const countFormat = new Intl.NumberFormat(LOCALE);
const amountFormat = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export function formatDate(value: string): string {
  return formatWith(dateFormat, value);
}

export function formatTime(value: string): string {
  return `${formatWith(timeFormat, value)} UTC`;
}

export function formatCount(value: number): string {
  return countFormat.format(value);
}

/** Money comes as a decimal string and is formatted from it: a detour over a number would round large sums. */
export function formatMoney(value: string, currency?: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const amount = amountFormat.format(value as `${number}`);
  return currency ? `${currency} ${amount}` : amount;
}

/** "full payment" -> "Full payment" */
export function sentence(value: string): string {
  return value === 'linkedin' ? 'LinkedIn' : value.charAt(0).toUpperCase() + value.slice(1);
}

function formatWith(format: Intl.DateTimeFormat, value: string): string {
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : format.format(time);
}
