import { createHash } from 'node:crypto';
import type { HttpRequest } from '@azure/functions';

export type Encoding = 'br' | 'gzip';

/** The encoding of these that a request likes best, the first of several it likes alike; null: it takes none of them. */
export function acceptedEncoding(
  request: HttpRequest,
  encodings: readonly Encoding[],
): Encoding | null {
  const weights = weightsOf(request.headers.get('accept-encoding') ?? '');
  let best: Encoding | null = null;
  let most = 0;
  for (const encoding of encodings) {
    const weight = weights.get(encoding) ?? weights.get('*') ?? 0;
    if (weight <= most) continue;
    [best, most] = [encoding, weight];
  }
  return best;
}

/** A weak tag of a text: the same for each encoding of it (RFC 9110). */
export function weakTag(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Whether a request says that it has this version already. */
export function isKnownTo(request: HttpRequest, etag: string): boolean {
  const known = request.headers.get('if-none-match') ?? '';
  return known.split(',').some((one) => opaque(one.trim()) === opaque(etag));
}

function opaque(etag: string): string {
  return etag.replace(/^W\//, '');
}

/** `br;q=0.5, gzip` by name; what is said without a weight weighs 1, and what can't be read 0. */
function weightsOf(header: string): ReadonlyMap<string, number> {
  return new Map(
    header.split(',').map((one) => {
      const [name = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
    }),
  );
}
