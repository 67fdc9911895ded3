import { z } from 'zod';
import { LocalHostError } from './local-host-error.ts';

export type TokenWish =
  | { tenantId: string; roles: string[]; userId?: string; name?: string }
  | { tenantId: string; permissions: string[]; appId?: string };

const Token = z.object({ access_token: z.string() });
const Refused = z.object({ error: z.object({ message: z.string() }) });

/** Asks a running local host for a token. */
export async function askToken(url: string, wish: TokenWish): Promise<string> {
  const answer = await post(`${url}/dev/token`, wish, url);
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return Token.parse(body).access_token;
  const refused = Refused.safeParse(body);
  throw new LocalHostError(
    refused.success
      ? refused.data.error.message
      : `${url} is no local host: it answers ${answer.status}.`,
  );
}

async function post(target: string, body: object, url: string): Promise<Response> {
  try {
    return await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new LocalHostError(`Nothing answers on ${url}. Start the local host first: npm start`);
  }
}
