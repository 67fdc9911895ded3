import type { HttpRequest } from '@azure/functions';
import type { z } from 'zod';
import { UnseatError } from '../errors.ts';
import {
  addressEndsWithSlash,
  bodyNotJson,
  bodyTooDeep,
  lengthRequired,
  payloadTooLarge,
  unsupportedMediaType,
} from '../refusals/requests.ts';
import { issueWords } from '../schema-words.ts';
import { issueDetails } from './issue-details.ts';
import { mostLevels, nestsTooDeep } from './nesting.ts';

/** Most bytes of a body: a part of an import is the largest. */
export const mostBytes = 10 * 1024 * 1024;

const inWords = { error: issueWords };

/** The schemas of a route's input. */
interface InputSchemas<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/**
 * Parses path, query and body, each with its schema, and names every problem at once.
 * @throws UnseatError invalidRequest
 */
export function parseInput<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
>(
  schemas: InputSchemas<Params, Query, Body>,
  raw: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
): { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> } {
  const params = schemas.params.safeParse(raw.params, inWords);
  const query = schemas.query.safeParse(raw.query, inWords);
  const body = schemas.body.safeParse(raw.body, inWords);
  if (params.success && query.success && body.success) {
    return { params: params.data, query: query.data, body: body.data };
  }
  const details = [
    { error: params.error, whole: raw.params },
    { error: query.error, whole: raw.query },
    { error: body.error, whole: raw.body },
  ].flatMap(({ error, whole }) =>
    (error?.issues ?? []).flatMap((issue) => issueDetails(issue, whole)),
  );
  const [first] = details;
  const message =
    details.length === 1 && first !== undefined
      ? `${first.target}: ${first.message}`
      : `The request has ${details.length} problems; nothing was changed. See details.`;
  throw new UnseatError('invalidRequest', message, { details });
}

/**
 * Reads a JSON body.
 * @returns undefined for an empty body
 * @throws UnseatError lengthRequired, unsupportedMediaType, payloadTooLarge, invalidRequest
 */
export async function readBody(request: HttpRequest): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > mostBytes) throw payloadTooLarge({ mostBytes });
  const text = await request.text();
  if (text === '') {
    // The Functions host loses a chunked body: what the caller sent must not be read as nothing.
    if (request.headers.has('transfer-encoding')) throw lengthRequired({}, { target: 'body' });
    return undefined;
  }
  if (Buffer.byteLength(text) > mostBytes) throw payloadTooLarge({ mostBytes });
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw unsupportedMediaType({ contentType: type ?? 'of no type' });
  }
  if (nestsTooDeep(text)) {
    throw bodyTooDeep({ mostLevels }, 'body');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it can not be parsed';
    throw bodyNotJson({ why }, 'body');
  }
}

/**
 * Hosts take dot segments out of a path before they route: `DELETE …/users/adele/holds/..` arrives as
 * `…/users/adele/`. What deletes is meant only without a slash at the end.
 * @throws UnseatError notFound
 */
export function refuseTrailingSlash(method: string, path: string): void {
  if (method !== 'DELETE' || !path.endsWith('/')) return;
  throw addressEndsWithSlash({});
}
