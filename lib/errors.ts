import type { Way } from './ways.ts';

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
 * A refusal the caller is told about. The message says what was wrong with which input; what to do instead, where it
 * takes another route, is said by the door that answers.
 * `retry` tells whether the same request can succeed later without a change.
 */
export class UnseatError extends Error {
  override readonly name = 'UnseatError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly target: string | null;
  readonly details: readonly ErrorDetail[];
  /** The way out, which each door words. */
  readonly way: Way | null;
  readonly retry: 'never' | 'later';
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      target?: string;
      details?: readonly ErrorDetail[];
      way?: Way;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.status = statusOf[code];
    this.target = options.target ?? null;
    this.details = options.details ?? [];
    this.way = options.way ?? null;
    this.retry = this.status === 503 || this.status === 429 ? 'later' : 'never';
    this.retryAfterSeconds = options.retryAfterSeconds ?? (this.retry === 'later' ? 5 : null);
  }
}

/** 404: not there for this tenant, whether or not another tenant has it. */
export function notFound(
  what: string,
  id: string,
  remedy: string | Way = 'Check the id and the tenant of your token.',
): UnseatError {
  const fact = `There is no ${what} '${id}' in this tenant.`;
  return typeof remedy === 'string'
    ? new UnseatError('notFound', `${fact} ${remedy}`)
    : new UnseatError('notFound', fact, { way: remedy });
}

/** 409 with the reason and the way out. */
export function conflict(message: string, way?: Way): UnseatError {
  return new UnseatError('conflict', message, way === undefined ? {} : { way });
}

/** What a caller reads: the facts, and the way out in the words of a door. */
export function wordsOf(
  { message, way }: Pick<UnseatError, 'message' | 'way'>,
  wordWay: (way: Way) => string,
): string {
  return way === null ? message : `${message} ${wordWay(way)}`;
}
