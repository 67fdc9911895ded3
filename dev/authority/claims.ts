import { createHash } from 'node:crypto';
import type { AppTokenRequest, UserTokenRequest } from './token-request.ts';

type Claims = Record<string, unknown>;

export function toClaims(request: UserTokenRequest | AppTokenRequest): Claims {
  return 'permissions' in request ? toAppClaims(request) : toUserClaims(request);
}

function toUserClaims({ tenantId, roles, userId, name }: UserTokenRequest): Claims {
  const oid = userId ?? toGuid(`user ${tenantId} ${roles.toSorted().join(' ')}`);
  return {
    tid: tenantId,
    oid,
    sub: toGuid(`subject ${oid}`),
    scp: 'access_as_user',
    ...(roles.length > 0 && { wids: roles }),
    ...(name !== undefined && { name }),
    ...(name?.includes('@') && { preferred_username: name }),
  };
}

function toAppClaims({ tenantId, permissions, appId }: AppTokenRequest): Claims {
  const azp = appId ?? toGuid(`app ${tenantId} ${permissions.toSorted().join(' ')}`);
  const oid = toGuid(`service principal ${tenantId} ${azp}`);
  return { tid: tenantId, oid, sub: oid, azp, appid: azp, idtyp: 'app', roles: permissions };
}

/** The same id for the same text, so that two tokens asked for in the same way are the same person. */
function toGuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
