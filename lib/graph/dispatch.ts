import { badRequest, requestDenied, unsupportedQuery } from './graph-error.ts';
import type { GraphAnswer, GraphRequest } from './graph-request.ts';
import { matchRoute } from './match-route.ts';
import { refuseSegment } from './refuse-segment.ts';
import type { GraphRoute } from './routes.ts';
import { graphRoutes } from './routes.ts';

/**
 * Answers a request by the table of routes.
 * @throws GraphError or UnseatError for everything that is refused
 */
export async function dispatch(request: GraphRequest): Promise<GraphAnswer> {
  const own = withoutMe(request);
  const fitting = graphRoutes.flatMap((route) => {
    const { isWhole, params } = matchRoute(route.path, own.segments);
    return isWhole ? [{ route, params }] : [];
  });
  const [first] = fitting;
  if (first === undefined) {
    throw refuseSegment(
      graphRoutes.map(({ path }) => path),
      own.segments,
    );
  }
  const found = fitting.find(({ route }) => route.method === own.method);
  // `users/$count` fits `users/{user}` too, which other methods must not take for a user.
  if (found === undefined || isFixed(first.route, found.route)) {
    throw badRequest('Specified HTTP method is not allowed for the request target.');
  }
  const { right } = found.route;
  if (right !== null && !own.principal.rights.has(right)) throw requestDenied();
  if (own.query.has('dryRun')) {
    throw unsupportedQuery("'dryRun' is an option of the portal's API, not of this one.");
  }
  return found.route.handle({ session: own.session, request: own, params: found.params });
}

function isFixed(first: GraphRoute, found: GraphRoute): boolean {
  return first !== found && !first.path.includes('{') && found.path.includes('{');
}

/** `/me` is the user of the token. */
function withoutMe(request: GraphRequest): GraphRequest {
  const [first, ...rest] = request.segments;
  if (first?.toLowerCase() !== 'me') return request;
  const { caller } = request.principal;
  if (caller.kind !== 'user') {
    throw badRequest('/me request is only valid with delegated authentication flow.');
  }
  return { ...request, segments: ['users', caller.id, ...rest] };
}
