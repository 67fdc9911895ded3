import type { Call, ErrorAnswer } from './calls.ts';
import { NoAnswer, Refusal } from './failures.ts';

/** Gives the token of who is signed in; null where none is needed. */
export type TokenSource = (wish?: { readonly anew: boolean }) => Promise<string | null>;

export type Send = <Answer>(call: Call<Answer>, key?: string) => Promise<Answer>;

/**
 * Sends calls to the API. With a key the same call may be sent again: it is done once and answered the same.
 * A token that is refused is asked for anew, once.
 */
export function createSend(token: TokenSource): Send {
  return async <Answer>(call: Call<Answer>, key?: string): Promise<Answer> => {
    const first = await request(call, await token(), key);
    const response =
      first.status === 401 ? await request(call, await token({ anew: true }), key) : first;
    return readAnswer<Answer>(response);
  };
}

/** The rest of a list, by the link its page has. */
export function callOfLink<Answer>(link: string): Call<Answer> {
  const { pathname, searchParams } = new URL(link, location.origin);
  return { method: 'GET', path: pathname, query: Object.fromEntries(searchParams) };
}

async function request(
  { method, path, query, body }: Call<unknown>,
  token: string | null,
  key: string | undefined,
): Promise<Response> {
  const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
  try {
    return await fetch(`${path}${search}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new NoAnswer(`${method} ${path}`, { cause: error });
  }
}

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) {
    throw new Refusal(response.status, response.headers, await readError(response));
  }
  try {
    // Of the type that calls.ts names, which a test holds against the description of the API.
    const answer: Answer = await response.json();
    return answer;
  } catch (error) {
    throw new NoAnswer('The answer was cut off.', { cause: error });
  }
}

/** What stands between the pages and the API may answer in its own words, or none. */
async function readError(response: Response): Promise<ErrorAnswer['error'] | null> {
  try {
    const answer: Partial<ErrorAnswer> | null = await response.json();
    return answer?.error ?? null;
  } catch {
    return null;
  }
}
