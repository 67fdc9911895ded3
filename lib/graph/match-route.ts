import { isReservedName } from './reserved-names.ts';

/** How far a route's path says what was asked for. */
export interface RouteMatch {
  readonly params: Readonly<Record<string, string>>;
  /** The parts of the route that fit, from the first. */
  readonly matched: readonly string[];
  /** What stands where the next part should; undefined where the request has no more segments. */
  readonly failed: string | undefined;
  /** Whether all of the route and all of the request fit. */
  readonly isWhole: boolean;
}

/** Holds the path of a route against the segments of a request. */
export function matchRoute(path: string, segments: readonly string[]): RouteMatch {
  const parts = path.split('/');
  const rest = [...segments];
  const params: Record<string, string> = {};
  let key: string | null = null;
  for (const [index, part] of parts.entries()) {
    const given: string | undefined = key ?? rest[0];
    const end = { params, matched: parts.slice(0, index), failed: given, isWhole: false };
    if (given === undefined) return end;
    if (part.startsWith('{')) {
      const parameter = part.slice(1, -1);
      // What was said as a key is one, whatever it looks like.
      if (key === null && isReservedName(parameter, given)) return end;
      params[parameter] = given;
      if (key === null) rest.shift();
      key = null;
      continue;
    }
    key = parts[index + 1]?.startsWith('{') ? keyOf(part, given) : null;
    if (key === null && !isSaid(part, given)) return end;
    rest.shift();
  }
  return { params, matched: parts, failed: rest[0], isWhole: rest.length === 0 };
}

/**
 * The key of `users('adele')`, which says `users/adele` where a route has an id there; an apostrophe inside is written
 * twice. What stands in a parameter itself is an id,
 * unless it is a reserved name.
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
 * parameter is none of them.
 */
function isSaid(name: string, segment: string): boolean {
  const [wanted, said] = [name.toLowerCase(), segment.toLowerCase()];
  if (said === wanted) return true;
  return /^[a-z]+$/.test(wanted) && namespaces.some((namespace) => said === namespace + wanted);
}
