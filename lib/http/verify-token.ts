import { decodeJwt, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { UnseatError } from '../errors.ts';
import { unauthenticated } from '../refusals/unauthenticated.ts';
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
/** A display name in Entra has 256 characters at the most. */
const mostNameLength = 256;

const ObjectId = z.guid().transform((id) => id.toLowerCase());

const Claims = z.object({
  tid: TenantId,
  sub: z.string().optional(),
  oid: ObjectId.optional(),
  appid: ObjectId.optional(),
  azp: ObjectId.optional(),
  scp: z.string().optional(),
  wids: z.array(z.string()).optional(),
  roles: z.array(z.string()).optional(),
  idtyp: z.string().optional(),
  // Shown, never decided on: a name of another form is none.
  name: z.string().min(1).max(mostNameLength).optional().catch(undefined),
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
    throw unauthenticated('tokenMissing');
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
      throw unauthenticated('keyOfAnotherIssuer');
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
    if (isVersion1(claims)) {
      throw unauthenticated('tokenOfVersion1');
    }
    throw unauthenticated('issuerUnknown');
  }
  return { authority, issuer: authority.issuerOf(tenantId.data) };
}

/** Entra gives an API tokens of version 1.0, from another issuer and for another audience, unless its manifest says 2. */
function isVersion1({ ver, iss }: Record<string, unknown>): boolean {
  return ver === '1.0' && typeof iss === 'string' && iss.startsWith('https://sts.');
}

function readUnverified(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token);
  } catch (error) {
    throw toTokenError(error);
  }
}

function principalOf(claims: Claims, { cloud }: Authority): Principal {
  const { tid: tenantId, scp } = claims;
  return { tenantId, cloud, ...(scp === undefined ? appOf(claims) : userOf(claims, scp)) };
}

type Sender = Pick<Principal, 'caller' | 'rights'>;

function userOf({ oid, wids, idtyp, name }: Claims, scp: string): Sender {
  if (!scp.split(' ').includes('access_as_user')) {
    throw unauthenticated('scopeMissing');
  }
  if (oid === undefined) throw unauthenticated('objectIdMissing');
  if (idtyp !== undefined && idtyp !== 'user') {
    throw unauthenticated('scopeOfNoUser', { idtyp });
  }
  const caller = { id: oid, kind: 'user', ...(name !== undefined && { name }) } as const;
  return { caller, rights: rightsOfRoles(wids ?? []) };
}

/**
 * An ID token can have `roles` too: it tells a client who has signed in, names no client (`azp`) and opens nothing. A
 * person's access token without a scope has both; Entra says `idtyp` only where it is asked to, so that its subject decides:
 * an app's is the object of the app itself.
 */
function appOf({ azp, appid, roles, idtyp, sub, oid }: Claims): Sender {
  const id = azp ?? appid;
  if (roles === undefined || id === undefined) {
    throw unauthenticated('notAnAccessToken');
  }
  const isApp = idtyp === undefined ? sub === undefined || sub === oid : idtyp === 'app';
  if (!isApp) {
    throw unauthenticated('userWithoutScope');
  }
  return { caller: { id, kind: 'app' }, rights: rightsOfPermissions(roles) };
}

function toTokenError(error: unknown): UnseatError {
  if (error instanceof UnseatError) return error;
  if (error instanceof errors.JWTExpired) return unauthenticated('tokenExpired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated('claimWrong', { claim: error.claim });
  }
  if (error instanceof z.ZodError) return unauthenticated('claimsMissing');
  if (!(error instanceof errors.JOSEError)) throw error;
  return unauthenticated('tokenNotValid');
}
