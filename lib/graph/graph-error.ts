import type { UnseatError } from '../errors.ts';
import { wordsOf } from '../errors.ts';
import type { RequestIds } from '../http/request-ids.ts';
import type { Instant } from '../licensing/time.ts';
import { StorageRefusal } from '../storage/tables.ts';
import { wordWay } from './way-words.ts';

/** An error as Graph tells it: status, code and words. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    code: string,
    message: string,
    retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** 400: the request is wrong in itself, or can't be done as things stand. */
export function badRequest(message: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', message);
}

/** 400: a query Unseat does not answer; the message names what of it. */
export function unsupportedQuery(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', `Unsupported query: ${message}`);
}

/** 404 in Graph's words. */
export function resourceNotFound(id: string): GraphError {
  return new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** 403 in Graph's words. */
export function requestDenied(): GraphError {
  return new GraphError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}

/** What Graph calls an error of Unseat. Graph has no 409 for what the state of things forbids: that is a bad request. */
export function toGraphError(error: UnseatError): GraphError {
  const { status, retryAfterSeconds } = error;
  const message = wordsOf(error, wordWay);
  switch (error.kind) {
    case 'invalidRequest':
    case 'conflict':
    case 'idempotencyKeyReused':
      return badRequest(message);
    case 'unauthenticated':
      return new GraphError(401, 'InvalidAuthenticationToken', message);
    case 'forbidden':
    case 'pathNotAvailableInCloud':
      return new GraphError(403, 'Authorization_RequestDenied', message);
    case 'notFound':
    case 'purged':
      return new GraphError(404, 'Request_ResourceNotFound', message);
    case 'lengthRequired':
    case 'methodNotAllowed':
    case 'payloadTooLarge':
    case 'unsupportedMediaType':
      return new GraphError(status, 'Request_BadRequest', message);
    case 'tooManyRequests':
      return new GraphError(429, 'TooManyRequests', message, retryAfterSeconds);
    case 'internalError':
      return new GraphError(500, 'InternalServerError', message);
    case 'clocksApart':
      return new GraphError(503, 'ServiceUnavailable', message, retryAfterSeconds);
    case 'serviceUnavailable':
      return error.cause instanceof StorageRefusal
        ? new GraphError(
            409,
            'Directory_ConcurrencyViolation',
            'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
            retryAfterSeconds,
          )
        : new GraphError(503, 'ServiceUnavailable', message, retryAfterSeconds);
  }
}

/** The error envelope. */
export function errorBody({ code, message }: GraphError, ids: RequestIds, now: Instant): object {
  return {
    error: {
      code,
      message,
      innerError: {
        // Graph writes no zone here; it is UTC.
        date: now.slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}
