/** The look of a link inside text and tables. */
export const textLink =
  'rounded-sm text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary';
