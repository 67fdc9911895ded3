import type { GraphRequest } from './graph-request.ts';

/** The link to what follows: the request's own address with another, opaque token; nothing at the end of a list. */
export function nextLink(
  { root, segments, query }: GraphRequest,
  skipToken: string | null,
): { readonly '@odata.nextLink'?: string } {
  if (skipToken === null) return {};
  const next = new URLSearchParams();
  for (const [name, value] of query) {
    if (!['$skiptoken', 'skiptoken'].includes(name.toLowerCase())) next.append(name, value);
  }
  next.append('$skiptoken', skipToken);
  const path = segments.map((segment) => encodeURIComponent(segment)).join('/');
  // A + stands for a space only in forms; clients that decode links as addresses would keep it.
  const text = next.toString().replaceAll('+', '%20').replaceAll('%24', '$');
  return { '@odata.nextLink': `${root}/${path}?${text}` };
}
