/** What a request line asks for, as the real host's server reads it before any route is tried. */
export type RequestTarget =
  | {
      readonly kind: 'path';
      /** Decoded but for slashes, without dot segments. */
      readonly path: string;
      /** Path and query as functions see them in `request.url`. */
      readonly asSeen: string;
    }
  | { readonly kind: 'refused'; readonly status: 400 | 414 };

/** Bytes of the whole request line. */
const longestLine = 8192;

/**
 * Reads the target of a request. A slash inside a value stays `%2F`; `%252F` is `%2F` as a parameter and a slash in the url that the
 * function sees. Dot segments, also as `%2e`, go before routing: `DELETE …/holds/..` is a request for what stands above.
 */
export function readTarget(method: string, target: string): RequestTarget {
  if (`${method} ${target} HTTP/1.1`.length > longestLine) return { kind: 'refused', status: 414 };
  const end = target.indexOf('?');
  const raw = end === -1 ? target : target.slice(0, end);
  const query = end === -1 ? '' : target.slice(end);
  if (raw.includes('%00')) return { kind: 'refused', status: 400 };
  const decoded = decodePath(raw);
  const path = withoutDotSegments(decoded);
  const seen = path === decoded ? raw : encodeURI(path).replaceAll('%252F', '%2F');
  return { kind: 'path', path, asSeen: seen.replaceAll(/%252f/gi, '/') + query };
}

/** What is no valid escape stays as it is. */
function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path.replaceAll(/%2f/gi, '%252F'));
  } catch {
    return path;
  }
}

function withoutDotSegments(path: string): string {
  if (!/(^|\/)\.{1,2}(\/|$)/.test(path)) return path;
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  const last = segments.at(-1);
  const end = last === '.' || last === '..' ? '/' : '';
  return `/${kept.join('/')}${kept.length === 0 ? '' : end}`;
}
