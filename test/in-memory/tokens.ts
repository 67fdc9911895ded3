import type { JWTPayload } from 'jose';
import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import type { TokenWish } from '../../dev/ask-token.ts';
import { toClaims } from '../../dev/authority/claims.ts';
import { parseTokenRequest } from '../../dev/authority/token-request.ts';
import type { Authority } from '../../lib/http/authorities.ts';
import type { Cloud } from '../../lib/licensing/tenant.ts';

/** The clouds a token can come from; 'local' is the authority that stands in for all of them. */
export type Issuer = Cloud | 'local';

export const audience = '00000000-0000-4000-8005-000000000001';
const { privateKey, publicKey } = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'in-memory', alg: 'RS256', use: 'sig' };
const keys = createLocalJWKSet({ keys: [jwk] });

/** An authority whose key is in this process: its tokens go through the same checks as any other's. */
export function authorityOf(issuer: Issuer): Authority {
  return {
    cloud: issuer === 'local' ? null : issuer,
    issuerOf: (tenantId) => issuerUrl(issuer, tenantId),
    keys,
    issuerOfKey: () => issuerUrl(issuer, '{tenantid}'),
  };
}

/** A token for whoever wishes one; it is good at any time a test may stand at. */
export function issueToken(wish: TokenWish, issuer: Issuer = 'local'): Promise<string> {
  const request = parseTokenRequest(wish);
  if (typeof request === 'string') throw new Error(request);
  const claims: JWTPayload = { ...toClaims(request), ver: '2.0' };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: jwk.kid })
    .setIssuer(issuerUrl(issuer, request.tenantId))
    .setAudience(audience)
    .setExpirationTime('9999 years')
    .sign(privateKey);
}

function issuerUrl(issuer: Issuer, tenantId: string): string {
  return `https://${issuer}.login.example/${tenantId}/v2.0`;
}
