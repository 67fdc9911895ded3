import { decodeJwt, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { UnseatError } from '../errors.ts';
import { TenantId } from '../licensing/ids.ts';
import type { Cloud } from '../licensing/tenant.ts';
import type { Instant } from '../licensing/time.ts';
import type { Caller } from '../storage/rows/operation-row.ts';
import type { Authority } from './authorities.ts';
import type { Right } from './rights.ts';
import { rightsOfPermissions, rightsOfRoles } from './rights.ts';

/** Whoever a token stands for: the only source of a request's tenant. */
export interface Principal {
  readonly tenantId: TenantId;
  /** The cloud whose authority signed; null for the local authority. */
  readonly cloud: Cloud | null;
  readonly caller: Caller;
  readonly rights: ReadonlySet<Right>;
}

const tolerance = 60;

const Claims = z.object({
  tid: TenantId,
  oid: z.guid().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  scp: z.string().optional(),
  wids: z.array(z.string()).optional(),
  roles: z.array(z.string()).optional(),
  idtyp: z.string().optional(),
});
type Claims = z.infer<typeof Claims>;

/**
 * Verifies an `Authorization` header: RS256, an authority we believe, our audience, in time, and a key that belongs to
 * the issuer.
 * @throws UnseatError unauthenticated with what is wrong, serviceUnavailable when the keys can't be fetched
 */
export async function verifyToken(
  header: string | null,
  authorities: readonly Authority[],
  audience: string,
  now: Instant,
): Promise<Principal> {
  const token = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(
    header ?? '',
  )?.[1];
  if (token === undefined) {
    throw unauthenticated('Send a header Authorization: Bearer <token> with a token for this API.');
  }
  const { authority, issuer } = issuerOf(token, authorities);
  try {
    const { payload, protectedHeader } = await jwtVerify(token, authority.keys, {
      algorithms: ['RS256'],
      issuer,
      audience,
      clockTolerance: tolerance,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'tid'],
    });
    const claims = Claims.parse(payload);
    const keyIssuer = authority.issuerOfKey(protectedHeader.kid);
    if (keyIssuer?.replace('{tenantid}', claims.tid) !== issuer) {
      throw unauthenticated('The key that signed the token does not belong to its issuer.');
    }
    return principalOf(claims, authority);
  } catch (error) {
    throw toTokenError(error);
  }
}

function issuerOf(
  token: string,
  authorities: readonly Authority[],
): { readonly authority: Authority; readonly issuer: string } {
  const claims = readUnverified(token);
  const tenantId = TenantId.safeParse(claims['tid']);
  const authority = tenantId.success
    ? authorities.find(({ issuerOf: expected }) => expected(tenantId.data) === claims['iss'])
    : undefined;
  if (authority === undefined || !tenantId.success) {
    throw unauthenticated(
      'The token does not come from an authority this API believes, or its issuer and tenant do not fit together.',
    );
  }
  return { authority, issuer: authority.issuerOf(tenantId.data) };
}

function readUnverified(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token);
  } catch (error) {
    throw toTokenError(error);
  }
}

function principalOf(claims: Claims, { cloud }: Authority): Principal {
  const { tid: tenantId, scp, roles, wids } = claims;
  if (scp !== undefined) {
    if (!scp.split(' ').includes('access_as_user')) {
      throw unauthenticated("The token's scope does not include access_as_user.");
    }
    if (claims.oid === undefined) throw unauthenticated('The user token has no oid.');
    const caller = { id: claims.oid.toLowerCase(), kind: 'user' as const };
    return { tenantId, cloud, caller, rights: rightsOfRoles(wids ?? []) };
  }
  const appId = claims.azp ?? claims.appid ?? claims.oid;
  if (roles === undefined || appId === undefined || claims.idtyp === 'user') {
    throw unauthenticated('The token is neither one of a user (scp) nor one of an app (roles).');
  }
  return {
    tenantId,
    cloud,
    caller: { id: appId, kind: 'app' },
    rights: rightsOfPermissions(roles),
  };
}

function toTokenError(error: unknown): UnseatError {
  if (error instanceof UnseatError) return error;
  if (error instanceof errors.JWTExpired)
    return unauthenticated('The token has expired. Get a new one.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(`The token's claim '${error.claim}' is not what this API expects.`);
  }
  if (error instanceof z.ZodError) return unauthenticated('The token lacks claims this API needs.');
  const isKeysOutage =
    error instanceof errors.JWKSTimeout ||
    error instanceof TypeError ||
    (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');
  if (isKeysOutage) {
    return new UnseatError(
      'serviceUnavailable',
      "The signing keys of the token's authority can't be fetched now. Try again.",
      { cause: error },
    );
  }
  return unauthenticated('The token is not valid: its signature, its key or its form is wrong.');
}

function unauthenticated(message: string): UnseatError {
  return new UnseatError('unauthenticated', message);
}
