import { UnseatError } from '../errors.ts';

/** The key a repeat is known by. @throws UnseatError invalidRequest */
export function readIdempotencyKey(key: string | null): string | null {
  if (key === null || /^[\x21-\x7e]{1,256}$/.test(key)) return key;
  const message = 'Idempotency-Key: takes 1 to 256 visible ASCII characters.';
  throw new UnseatError('invalidRequest', message, { target: 'Idempotency-Key' });
}
