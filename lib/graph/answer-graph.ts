import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type { Application } from '../http/application.ts';
import type { RequestIds } from '../api/error-answer.ts';
import { readBody } from '../http/read-input.ts';
import { isHttps, securityHeaders } from '../http/security-headers.ts';
import { callOf, describe, requestIdsOf, verifyCaller } from '../api/serve.ts';
import { toInstant } from '../licensing/time.ts';
import { batch, isBatch } from './batch/batch.ts';
import { dispatch } from './dispatch.ts';
import type { GraphResponse } from './graph-response.ts';
import { toErrorResponse, toGraphResponse } from './graph-response.ts';
import { pathSegments } from './path-segments.ts';

/** Answers any request of one version: verifies the token, dispatches, shapes the answer as Graph does. */
export async function answerGraph(
  application: () => Promise<Application>,
  version: 'v1.0' | 'beta',
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const now = toInstant(new Date());
  const ids = requestIdsOf(request, context);
  try {
    const app = await application();
    const principal = await verifyCaller(app, request, now);
    const services = { ...app.services, log: (line: string) => context.log(line) };
    const { origin, path } = addressOf(request, version);
    const graphRequest = {
      method: request.method,
      root: `${origin}/${version}`,
      segments: pathSegments(path),
      query: request.query,
      body: await readBody(request),
      call: { ...callOf(request, principal, now), isDryRun: false },
      principal,
      ids,
    };
    const answer = isBatch(graphRequest)
      ? await batch(services, graphRequest, () => app.rateLimits.admit(principal))
      : await dispatch(services, graphRequest);
    return toInit(toGraphResponse(answer), ids, request);
  } catch (error) {
    const response = toErrorResponse(error, ids, now);
    if (response.status >= 500) context.error(`graph: ${response.status}`, describe(error));
    return toInit(response, ids, request);
  }
}

/** Behind something that ends TLS the request comes in plain; links have to say what the client used. */
function addressOf(
  request: HttpRequest,
  version: string,
): { readonly origin: string; readonly path: string } {
  const url = new URL(request.url);
  if (isHttps(request)) url.protocol = 'https:';
  return { origin: url.origin, path: url.pathname.slice(version.length + 2) };
}

function toInit(
  { status, headers, body }: GraphResponse,
  { requestId, clientRequestId }: RequestIds,
  request: HttpRequest,
): HttpResponseInit {
  return {
    status,
    ...(body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: {
      ...headers,
      ...securityHeaders(request),
      'request-id': requestId,
      'client-request-id': clientRequestId,
    },
  };
}
