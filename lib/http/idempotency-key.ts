import { wrongIdempotencyKey } from '../refusals/requests.ts';

/** The key a repeat is known by. @throws UnseatError invalidRequest */
export function readIdempotencyKey(key: string | null): string | null {
  if (key === null || /^[\x21-\x7e]{1,256}$/.test(key)) return key;
  throw wrongIdempotencyKey({}, 'Idempotency-Key');
}
