import { z } from 'zod';
import { UnseatError } from '../../errors.ts';

/** A slice of a list; `skipToken` leads to what follows, null at the end. */
export interface Slice<Value> {
  readonly value: readonly Value[];
  readonly skipToken: string | null;
}

const Position = z.strictObject({ list: z.string(), from: z.string().max(2000) });

/** An opaque token that says where a list goes on. */
export function toSkipToken(list: string, from: string): string {
  return Buffer.from(JSON.stringify({ list, from })).toString('base64url');
}

/**
 * Where a list goes on.
 * @throws UnseatError invalidRequest for a token that is not one of this list
 */
export function fromSkipToken(list: string, token: string | null): string | null {
  if (token === null) return null;
  const parsed = Position.safeParse(parseJson(Buffer.from(token, 'base64url').toString()));
  if (parsed.success && parsed.data.list === list && /^[A-Za-z0-9~._|-]+$/.test(parsed.data.from)) {
    return parsed.data.from;
  }
  throw wrongSkipToken();
}

/** 400: a token that leads nowhere. */
export function wrongSkipToken(): UnseatError {
  const message =
    'skipToken is not one this list gave. Take it from nextLink unchanged, or leave it out to start again.';
  return new UnseatError('invalidRequest', message, {
    target: 'skipToken',
    details: [{ code: 'invalidValue', target: 'skipToken', message }],
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no token; the caller says so.
    return null;
  }
}
