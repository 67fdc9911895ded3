import type { HttpFunctionOptions, HttpRequest, InvocationContext } from '@azure/functions';
import type { HttpResponseInit } from '@azure/functions';
import { requestIdsOf } from '../http/request-ids.ts';
import type { Runtime } from '../http/runtime.ts';
import { thisProcess } from '../http/runtime.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { methodNotAllowed, nothingThere } from '../refusals/requests.ts';
import { errorAnswer } from './error-answer.ts';
import { methodsAt } from './methods-at.ts';
import { allRoutes } from './route.ts';
import { toResponse } from './to-response.ts';

const mostShown = 200;

/**
 * What `app.http` takes to answer whatever no route of this API does: an address that is none, a method that an address
 * does not take, and OPTIONS. The host tries functions by their names, so the name has to sort after all others.
 */
export function serveUnknown(runtime: Pick<Runtime, 'now'> = thisProcess): HttpFunctionOptions {
  return {
    // TRACE and CONNECT are no methods of a request that reaches an app.
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    route: 'api/{*rest}',
    authLevel: 'anonymous',
    handler: (request, context) => answer(request, context, runtime),
  };
}

async function answer(
  request: HttpRequest,
  context: InvocationContext,
  runtime: Pick<Runtime, 'now'>,
): Promise<HttpResponseInit> {
  const ids = requestIdsOf(request, context);
  const { pathname } = new URL(request.url);
  const { method } = request;
  const allowed = methodsAt(await allRoutes(), pathname);
  const headers = {
    ...securityHeaders(request),
    ...(allowed.length > 0 && { allow: allowed.join(', ') }),
  };
  if (method === 'OPTIONS' && allowed.length > 0) {
    return toResponse(request, { status: 204, body: undefined, ids, headers });
  }
  const path = pathname.slice(0, mostShown);
  const error =
    allowed.length === 0
      ? nothingThere({ path }, { way: { kind: 'readDescription' } })
      : methodNotAllowed({ method, path, allowed: [...allowed] });
  const body = errorAnswer(error, ids, runtime.now());
  return toResponse(request, { status: error.status, body, ids, headers });
}
