import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { RequestIds } from '../http/request-ids.ts';
import { sendText } from '../http/send-text.ts';

interface Shaped {
  readonly status: number;
  /** Text as it is, undefined for none, else JSON. */
  readonly body: unknown;
  readonly ids: RequestIds;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer of the portal's API. */
export async function toResponse(
  request: HttpRequest,
  { status, body, ids, headers: own }: Shaped,
): Promise<HttpResponseInit> {
  const isText = typeof body === 'string';
  const headers = {
    ...(body === undefined || isText ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'cache-control': 'no-store',
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
    ...own,
  };
  if (body === undefined) return { status, headers };
  const text = isText ? body : JSON.stringify(body);
  const isTagged = isReading(request) && status === 200;
  return sendText(request, { status, text, headers, isTagged });
}

function isReading({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}
