/**
 * Every way in which a call to the server can fail, in one shape.
 * `status` is 0 when no answer came at all. `fields` holds the messages of a 400 by field name,
 * `current` the record as the server has it now, which comes with a 412.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly detail: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly current: unknown;

  constructor(
    status: number,
    detail: string,
    extra: { fields?: Record<string, string>; current?: unknown; cause?: unknown } = {},
  ) {
    super(detail, { cause: extra.cause });
    this.status = status;
    this.detail = detail;
    this.fields = extra.fields ?? {};
    this.current = extra.current;
  }

  /** Somebody else wrote this record first. */
  get isConflict(): boolean {
    return this.status === 409 || this.status === 412;
  }

  /** The server found fault with some fields and said with which. */
  get isInvalid(): boolean {
    return this.status === 400 && Object.keys(this.fields).length > 0;
  }

  /** Asking again without changing anything may well succeed. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(cause: unknown): ApiError {
  return new ApiError(0, 'The server cannot be reached. Check your connection, then try again.', { cause });
}

/** Reads the server's words out of a refused answer, whatever its body looks like. */
export function refused(status: number, body: unknown): ApiError {
  const record = isRecord(body) ? body : {};
  const fields = status === 400 ? fieldMessages(record) : {};
  const detail = typeof record.detail === 'string' ? record.detail : defaultDetail(status, fields);
  return new ApiError(status, detail, { fields, current: record.current });
}

function fieldMessages(record: Record<string, unknown>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, messages] of Object.entries(record)) {
    if (Array.isArray(messages)) fields[name] = messages.join(' ');
  }
  return fields;
}

function defaultDetail(status: number, fields: Record<string, string>): string {
  if (fields.non_field_errors) return fields.non_field_errors;
  if (status === 400) return 'Some values were refused. Correct them and save again.';
  if (status === 404) return 'This record does not exist any more.';
  if (status >= 500) return `The server failed (${status}). Nothing was saved; try again in a moment.`;
  return `The server refused this (${status}).`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
