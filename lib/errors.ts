import type { Way } from './ways.ts';

/** What a refusal is in HTTP; each code of `lib/refusals` is of one of these kinds. */
export const statusOf = {
  invalidRequest: 400,
  unauthenticated: 401,
  forbidden: 403,
  pathNotAvailableInCloud: 403,
  notFound: 404,
  methodNotAllowed: 405,
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

export type ErrorKind = keyof typeof statusOf;

/** What a sentence says of this one case, as data: a page translates the code and fills these in. */
export type Parameters = Readonly<Record<string, unknown>>;

export interface ErrorDetail {
  readonly code: string;
  /** Which input: `userIds[3]`, `skuId`. */
  readonly target: string;
  readonly message: string;
  readonly parameters?: Parameters;
}

/** What a refusal says beside its sentence. */
export interface RefusalOptions {
  readonly target?: string;
  readonly details?: readonly ErrorDetail[];
  readonly way?: Way;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * A refusal the caller is told about. The message says what was wrong with which input; what to do instead, where it
 * takes another route, is said by the door that answers.
 * `retry` tells whether the same request can succeed later without a change.
 */
export class UnseatError extends Error {
  override readonly name = 'UnseatError';
  readonly kind: ErrorKind;
  /** Of the closed list of `lib/refusals`. */
  readonly code: string;
  readonly parameters: Parameters;
  readonly status: number;
  readonly target: string | null;
  readonly details: readonly ErrorDetail[];
  /** The way out, which each door words. */
  readonly way: Way | null;
  readonly retry: 'never' | 'later';
  readonly retryAfterSeconds: number | null;

  constructor(
    kind: ErrorKind,
    message: string,
    options: RefusalOptions & { readonly code?: string; readonly parameters?: Parameters } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.code = options.code ?? kind;
    this.parameters = options.parameters ?? {};
    this.status = statusOf[kind];
    this.target = options.target ?? null;
    this.details = options.details ?? [];
    this.way = options.way ?? null;
    this.retry = this.status === 503 || this.status === 429 ? 'later' : 'never';
    this.retryAfterSeconds = options.retryAfterSeconds ?? (this.retry === 'later' ? 5 : null);
  }
}

/** 404: not there for this tenant, whether or not another tenant has it. */
export function notFound(
  resource: string,
  id: string,
  remedy: string | Way = 'Check the id and the tenant of your token.',
): UnseatError {
  const fact = `There is no ${resource} '${id}' in this tenant.`;
  const parameters = { resource, id };
  return typeof remedy === 'string'
    ? new UnseatError('notFound', `${fact} ${remedy}`, { parameters })
    : new UnseatError('notFound', fact, { parameters, way: remedy });
}

/** What a caller reads: the facts, and the way out in the words of a door. */
export function wordsOf(
  { message, way }: Pick<UnseatError, 'message' | 'way'>,
  wordWay: (way: Way) => string,
): string {
  return way === null ? message : `${message} ${wordWay(way)}`;
}
