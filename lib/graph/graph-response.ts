import type { RequestIds } from '../http/request-ids.ts';
import { toUnseatError } from '../http/failure.ts';
import type { Instant } from '../licensing/time.ts';
import { errorBody, GraphError, toGraphError } from './graph-error.ts';
import type { GraphAnswer } from './graph-request.ts';

const jsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** An answer as it is sent: over HTTP, or as a part of a batch's answer. */
export interface GraphResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object | string | null;
}

/** A handler's answer with its headers. */
export function toGraphResponse(answer: GraphAnswer): GraphResponse {
  const { status } = answer;
  const body = answer.body ?? null;
  return {
    status,
    headers: {
      'Cache-Control': 'no-cache',
      'OData-Version': '4.0',
      ...(body === null
        ? {}
        : { 'Content-Type': typeof body === 'string' ? 'text/plain' : jsonType }),
    },
    body,
  };
}

/** Anything thrown, as Graph answers it. */
export function toErrorResponse(error: unknown, ids: RequestIds, now: Instant): GraphResponse {
  const known =
    error instanceof GraphError ? error : toGraphError(toUnseatError(error, ids.requestId));
  const { status, retryAfterSeconds } = known;
  const { headers, body } = toGraphResponse({ status, body: errorBody(known, ids, now) });
  return {
    status,
    headers: {
      ...headers,
      ...(retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    },
    body,
  };
}
