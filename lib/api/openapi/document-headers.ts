import { z } from 'zod';
import type { RouteSchema } from '../route.ts';
import { isChanging } from './is-changing.ts';

const clientRequestId = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/)
  .optional()
  .meta({
    description: 'An id of your own; it comes back, and stands in the log.',
    param: { id: 'client-request-id' },
  });

const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,256}$/)
  .optional()
  .meta({
    description:
      'Known for the tenant, the caller and the route: what comes again with it is done once, and answered as the first time.',
    param: { id: 'Idempotency-Key' },
  });

const ifNoneMatch = z
  .string()
  .optional()
  .meta({
    description: 'The ETag of the answer you have: 304 while nothing has changed.',
    param: { id: 'If-None-Match' },
  });

/** The headers a route reads beside the token. */
export function requestHeaders(route: RouteSchema): z.ZodObject {
  return z.object({
    'client-request-id': clientRequestId,
    ...(isChanging(route) && { 'Idempotency-Key': idempotencyKey }),
    ...(route.method === 'GET' && { 'If-None-Match': ifNoneMatch }),
  });
}

const requestIds = {
  'request-id': header('request-id', 'What the request is found by in the log.'),
  'client-request-id': header('client-request-id', 'As it was sent; else the same as request-id.'),
};

const etag = header('ETag', 'Send it as If-None-Match to be answered 304 while nothing changes.');
const retryAfter = header('Retry-After', 'In how many seconds to ask again.');

/** The headers of what a route answers when all is well. */
export function answerHeaders(route: Pick<RouteSchema, 'method' | 'contentType'>): z.ZodObject {
  const isFile = route.contentType !== undefined;
  return z.object({
    ...requestIds,
    ...(route.method === 'GET' && { etag }),
    ...(isFile && {
      link: header('Link', 'rel="next" leads to the rest; absent at the end.').optional(),
    }),
  });
}

/** The headers of 304: what the caller has is not sent again. */
export const unchangedHeaders = z.object({ ...requestIds, etag });

/** The headers of 202. */
export const acceptedHeaders = z.object({
  ...requestIds,
  location: header('Location', 'Where to look how far it has come.'),
  'retry-after': retryAfter,
});

/** The headers of a refusal with a status. */
export function refusalHeaders(status: number): z.ZodObject {
  return z.object({
    ...requestIds,
    ...(status === 401 && { 'www-authenticate': header('WWW-Authenticate', 'Bearer.') }),
    ...((status === 429 || status === 503) && { 'retry-after': retryAfter }),
  });
}

function header(id: string, description: string): z.ZodString {
  return z.string().meta({ description, header: { id } });
}
