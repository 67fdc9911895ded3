import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import type { Slice } from '../operations/paging.ts';

/** The shape of a list of something. */
export function listOf<Value extends z.ZodType>(value: Value) {
  return z.strictObject({
    value: z.array(value),
    nextLink: z.string().nullable().describe('Absolute; null at the end of the list.'),
  });
}

/** A slice with the link to the next one: the request's own URL with another token. */
export function listAnswer<Value>(
  { value, skipToken }: Slice<Value>,
  request: HttpRequest,
): { value: readonly Value[]; nextLink: string | null } {
  if (skipToken === null) return { value, nextLink: null };
  const next = new URL(request.url);
  next.searchParams.set('skipToken', skipToken);
  return { value, nextLink: next.href };
}
