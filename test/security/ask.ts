import type { ReachableApp } from '../e2e/running-app.ts';

/** A request as a stranger on the network can make it: nothing of it is checked before it is sent. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request and reads the answer as text, whatever its type. */
export async function ask(
  { url, fetch: send = fetch }: Pick<ReachableApp, 'url' | 'fetch'>,
  { method, path, body }: ApiRequest,
  token: string | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const answer = await send(`${url}${path}`, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
