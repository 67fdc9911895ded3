import { SignJWT } from 'jose';
import { type Answer, type Endpoint, invalidRequest } from '../host/http/endpoints.ts';
import { toClaims } from './claims.ts';
import type { SigningKey } from './signing-key.ts';
import { parseTokenRequest } from './token-request.ts';

export interface AuthoritySettings {
  /** Where the authority answers: `<authority>/keys`, and `<authority>/<tenant>/v2.0` is its issuer. */
  readonly authority: string;
  readonly audience: string;
}

/**
 * Entra's tokens live for about an hour. These live for 400 days in both directions, because the clock is moved by months at
 * a time, and back: a token taken before must still be good after.
 */
const lifeSeconds = 400 * 86_400;

/** A stand-in for Entra: gives a token to whoever asks on this machine. */
export function authorityEndpoints(key: SigningKey, settings: AuthoritySettings): Endpoint[] {
  const issuer = `${settings.authority}/{tenantid}/v2.0`;
  return [
    {
      method: 'GET',
      path: 'dev/keys',
      answer: () => ({ status: 200, body: { keys: [{ ...key.publicKey, issuer }] } }),
    },
    {
      method: 'POST',
      path: 'dev/token',
      answer: ({ body }) => issueToken(key, settings, body),
    },
  ];
}

async function issueToken(
  { privateKey, publicKey }: SigningKey,
  { authority, audience }: AuthoritySettings,
  body: unknown,
): Promise<Answer> {
  const request = parseTokenRequest(body);
  if (typeof request === 'string') return invalidRequest(request);
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ ...toClaims(request), ver: '2.0' })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: publicKey.kid })
    .setIssuer(`${authority}/${request.tenantId}/v2.0`)
    .setAudience(audience)
    .setIssuedAt(now)
    .setNotBefore(now - lifeSeconds)
    .setExpirationTime(now + lifeSeconds)
    .sign(privateKey);
  const answer = { access_token: token, token_type: 'Bearer', expires_in: lifeSeconds };
  return { status: 200, body: answer };
}
