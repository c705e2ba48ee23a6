export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const rounded = (value) => Number(value.toPrecision(4));

/** The median with the least and the greatest. */
export const summary = (values) => ({ median: rounded(median(values)), min: rounded(Math.min(...values)), max: rounded(Math.max(...values)) });
