import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import type { Slice } from '../operations/lists/paging.ts';

/** The shape of a list of something. */
export function listOf<Value extends z.ZodType>(value: Value) {
  return z.strictObject({
    value: z.array(value),
    nextLink: z.string().nullable().describe('Absolute; null at the end of the list.'),
  });
}

/** The shape of a list that is asked for with a body, so that a link alone does not lead on. */
export function searchedListOf<Value extends z.ZodType>(value: Value) {
  return listOf(value).extend({
    nextMethod: z
      .enum(['POST'])
      .nullable()
      .describe('What nextLink is followed with, and the same body again; null at the end.'),
  });
}

/** A slice with the link to the next one: the request's own URL with another token. */
export function listAnswer<Value>(
  { value, skipToken }: Slice<Value>,
  request: HttpRequest,
): { value: readonly Value[]; nextLink: string | null } {
  return { value, nextLink: skipToken === null ? null : linkTo(skipToken, request) };
}

/** A slice of a list that is asked for with a body. */
export function searchedListAnswer<Value>(
  slice: Slice<Value>,
  request: HttpRequest,
): ReturnType<typeof listAnswer<Value>> & { nextMethod: 'POST' | null } {
  const answer = listAnswer(slice, request);
  return { ...answer, nextMethod: answer.nextLink === null ? null : 'POST' };
}

/** The header of an answer that is no JSON and goes on elsewhere (RFC 8288); nothing at the end. */
export function linkToRest(
  skipToken: string | null,
  request: HttpRequest,
): Readonly<Record<string, string>> {
  return skipToken === null ? {} : { link: `<${linkTo(skipToken, request)}>; rel="next"` };
}

function linkTo(skipToken: string, request: HttpRequest): string {
  const next = new URL(request.url);
  next.searchParams.set('skipToken', skipToken);
  return next.href;
}
