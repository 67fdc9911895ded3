import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { describeFailure } from '../http/failure.ts';
import { openSession } from '../http/open-session.ts';
import { readBody } from '../http/read-input.ts';
import type { RequestIds } from '../http/request-ids.ts';
import { requestIdsOf } from '../http/request-ids.ts';
import type { Runtime } from '../http/runtime.ts';
import { thisProcess } from '../http/runtime.ts';
import { isHttps, securityHeaders } from '../http/security-headers.ts';
import { sendText } from '../http/send-text.ts';
import { verifyCaller } from '../http/verify-caller.ts';
import { batch, isBatch } from './batch/batch.ts';
import { dispatch } from './dispatch.ts';
import type { GraphResponse } from './graph-response.ts';
import { toErrorResponse, toGraphResponse } from './graph-response.ts';
import { metadataLevelOf, withoutMetadata } from './odata/metadata-level.ts';
import { pathSegments } from './path-segments.ts';

/** Answers any request of one version: verifies the token, opens the session, dispatches, shapes the answer as Graph does. */
export async function answerGraph(
  version: 'v1.0' | 'beta',
  request: HttpRequest,
  context: InvocationContext,
  runtime: Runtime = thisProcess,
): Promise<HttpResponseInit> {
  const now = runtime.now();
  const ids = requestIdsOf(request, context);
  try {
    const application = await runtime.application();
    const principal = await verifyCaller(application, request, now);
    const session = await openSession({ application, request, context, principal, now });
    const { origin, path } = addressOf(request, version);
    const graphRequest = {
      // HEAD is a GET whose answer is not sent.
      method: request.method === 'HEAD' ? 'GET' : request.method,
      root: `${origin}/${version}`,
      segments: pathSegments(request.method, path),
      query: request.query,
      body: await readBody(request),
      session: { ...session, isDryRun: false },
      principal,
      ids,
    };
    const answer = isBatch(graphRequest)
      ? await batch(graphRequest, () => application.rateLimits.admit(principal))
      : await dispatch(graphRequest);
    const response = toGraphResponse(answer);
    // Each answer inside a batch says what it is.
    const accepted = isBatch(graphRequest) ? response : asAccepted(response, request);
    return await toInit(accepted, ids, request);
  } catch (error) {
    const response = toErrorResponse(error, ids, now);
    if (response.status >= 500) {
      const { requestId } = ids;
      context.error(`graph: ${response.status}, request ${requestId}`, describeFailure(error));
    }
    return toInit(response, ids, request);
  }
}

/** With as much metadata as the client accepts. */
function asAccepted(response: GraphResponse, request: HttpRequest): GraphResponse {
  const { body, headers } = response;
  if (typeof body !== 'object' || body === null) return response;
  const level = metadataLevelOf(request.headers.get('accept'));
  if (level === 'minimal') return response;
  const type = headers['Content-Type']?.replace('odata.metadata=minimal', 'odata.metadata=none');
  return {
    ...response,
    headers: { ...headers, ...(type !== undefined && { 'Content-Type': type }) },
    body: withoutMetadata(body),
  };
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

async function toInit(
  { status, headers: own, body }: GraphResponse,
  { requestId, clientRequestId }: RequestIds,
  request: HttpRequest,
): Promise<HttpResponseInit> {
  const headers = {
    ...own,
    ...securityHeaders(request),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  if (body === null) return { status, headers };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return sendText(request, { status, text, headers, isTagged: false });
}
