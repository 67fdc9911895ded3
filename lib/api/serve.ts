import type {
  HttpFunctionOptions,
  HttpMethod,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions';
import type { z } from 'zod';
import { describeFailure, toUnseatError } from '../http/failure.ts';
import { openSession } from '../http/open-session.ts';
import { parseInput, readBody, refuseTrailingSlash } from '../http/read-input.ts';
import { requestIdsOf } from '../http/request-ids.ts';
import type { Runtime } from '../http/runtime.ts';
import { thisProcess } from '../http/runtime.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { authorize } from './authorize.ts';
import { errorAnswer } from './error-answer.ts';
import type { Route } from './route.ts';
import { toResponse } from './to-response.ts';

/**
 * What `app.http` takes to serve a route. Its handler verifies the token, checks the right, opens the session, parses
 * the input, does what the route does and shapes the answer: the one place where errors become answers.
 */
export function serve<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
>(route: Route<Params, Query, Body>, runtime: Runtime = thisProcess): HttpFunctionOptions {
  return {
    methods: methodsOf(route),
    route: route.path,
    // The token is the authority.
    authLevel: 'anonymous',
    handler: (request, context) => answer(route, runtime, request, context),
  };
}

/** The host makes no HEAD of a GET. */
export function methodsOf({ method }: Pick<Route, 'method'>): HttpMethod[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

async function answer<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
>(
  route: Route<Params, Query, Body>,
  runtime: Runtime,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const now = runtime.now();
  const ids = requestIdsOf(request, context);
  const safe = securityHeaders(request);
  try {
    const application = await runtime.application();
    const principal = await authorize(application, route, request, now);
    const opening = { application, request, context, principal, now };
    const needsTenant = route.needsTenant ?? route.access !== 'open';
    const session = await openSession(opening, needsTenant);
    refuseTrailingSlash(request.method, new URL(request.url).pathname);
    const input = parseInput(route, {
      params: request.params,
      query: Object.fromEntries(request.query),
      body: await readBody(request),
    });
    const {
      status = 200,
      body,
      headers,
    } = await route.handle(session, {
      ...input,
      principal,
      request,
      settings: application.settings,
    });
    return await toResponse(request, { status, body, ids, headers: { ...safe, ...headers } });
  } catch (error) {
    const known = toUnseatError(error, ids.requestId);
    if (known.status >= 500) {
      const { requestId } = ids;
      context.error(`${route.name}: ${known.code}, request ${requestId}`, describeFailure(error));
    }
    const retry = known.retryAfterSeconds;
    const headers = {
      ...safe,
      ...(retry === null ? {} : { 'retry-after': String(retry) }),
      ...(known.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    };
    const { status } = known;
    return toResponse(request, { status, body: errorAnswer(known, ids, now), ids, headers });
  }
}
