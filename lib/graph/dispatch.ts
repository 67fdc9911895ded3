import { badRequest, requestDenied, unsupportedQuery } from './graph-error.ts';
import type { GraphAnswer, GraphRequest } from './graph-request.ts';
import type { GraphRoute } from './routes.ts';
import { graphRoutes } from './routes.ts';

/**
 * Answers a request by the table of routes.
 * @throws GraphError or UnseatError for everything that is refused
 */
export async function dispatch(request: GraphRequest): Promise<GraphAnswer> {
  const own = withoutMe(request);
  const fitting = graphRoutes.flatMap((route) => {
    const params = paramsOf(route, own.segments);
    return params === null ? [] : [{ route, params }];
  });
  const [first] = fitting;
  if (first === undefined) {
    throw badRequest(
      `Resource not found for the segment '${own.segments.at(0) ?? ''}'. Unseat answers ${known()}.`,
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

function paramsOf(
  { path }: GraphRoute,
  segments: readonly string[],
): Readonly<Record<string, string>> | null {
  const parts = path.split('/');
  const rest = [...segments];
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = rest.shift();
    if (segment === undefined) return null;
    if (part.startsWith('{')) {
      params[part.slice(1, -1)] = segment;
      continue;
    }
    const key = parts[index + 1]?.startsWith('{') ? keyOf(part, segment) : null;
    if (key !== null) rest.unshift(key);
    else if (!isSaid(part, segment)) return null;
  }
  return rest.length === 0 ? params : null;
}

/**
 * The key of `users('adele')`, which says `users/adele` where a route has an id there; an apostrophe inside is written
 * twice. What stands in a parameter itself is an id, whatever it looks like.
 */
function keyOf(name: string, segment: string): string | null {
  const begin = `${name}('`;
  if (segment.length < begin.length + 2 || !segment.endsWith("')")) return null;
  const isOfName = segment.toLowerCase().startsWith(begin.toLowerCase());
  return isOfName ? segment.slice(begin.length, -2).replaceAll("''", "'") : null;
}

const namespaces = ['microsoft.graph.', 'graph.'];

/**
 * Whether a segment says the fixed name of a route. Types and actions may be said with their namespace; what stands in a
 * parameter is an id, however it begins.
 */
function isSaid(name: string, segment: string): boolean {
  const [wanted, said] = [name.toLowerCase(), segment.toLowerCase()];
  if (said === wanted) return true;
  return /^[a-z]+$/.test(wanted) && namespaces.some((namespace) => said === namespace + wanted);
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

function known(): string {
  const names = graphRoutes.map(({ path }) => path.split('/')[0] ?? '');
  return [...new Set(names), '$batch'].join(', ');
}
