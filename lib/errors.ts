/** The closed list of what an answer can be refused for, with its HTTP status. */
const statusOf = {
  invalidRequest: 400,
  unauthenticated: 401,
  forbidden: 403,
  pathNotAvailableInCloud: 403,
  notFound: 404,
  conflict: 409,
  purged: 410,
  lengthRequired: 411,
  payloadTooLarge: 413,
  unsupportedMediaType: 415,
  idempotencyKeyReused: 422,
  tooManyRequests: 429,
  internalError: 500,
  clocksApart: 503,
  serviceUnavailable: 503,
} as const;

export type ErrorCode = keyof typeof statusOf;

export interface ErrorDetail {
  readonly code: string;
  /** Which input: `userIds[3]`, `skuId`. */
  readonly target: string;
  readonly message: string;
}

/**
 * A refusal the caller is told about. The message says what was wrong with which input and what to do instead.
 * `retry` tells whether the same request can succeed later without a change.
 */
export class UnseatError extends Error {
  override readonly name = 'UnseatError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly target: string | null;
  readonly details: readonly ErrorDetail[];
  readonly retry: 'never' | 'later';
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      target?: string;
      details?: readonly ErrorDetail[];
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.status = statusOf[code];
    this.target = options.target ?? null;
    this.details = options.details ?? [];
    this.retry = this.status === 503 || this.status === 429 ? 'later' : 'never';
    this.retryAfterSeconds = options.retryAfterSeconds ?? (this.retry === 'later' ? 5 : null);
  }
}

/** 404: not there for this tenant, whether or not another tenant has it. */
export function notFound(
  what: string,
  id: string,
  remedy = 'Check the id and the tenant of your token.',
): UnseatError {
  return new UnseatError('notFound', `There is no ${what} '${id}' in this tenant. ${remedy}`);
}

/** 409 with the reason and the way out. */
export function conflict(message: string): UnseatError {
  return new UnseatError('conflict', message);
}
