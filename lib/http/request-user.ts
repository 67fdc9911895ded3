import type { UserId } from '../licensing/ids.ts';
import type { Call } from '../operations/call.ts';
import { findUserId } from '../operations/find-user.ts';
import type { Reader } from '../operations/read-data.ts';
import type { Services } from '../operations/services.ts';
import { TenantStore } from '../storage/tenant-store.ts';
import type { Principal } from './verify-token.ts';

/** The user a path names by id or by user principal name; the name costs one read. */
export function requestUser(services: Services, call: Call, idOrName: string): Promise<UserId> {
  return findUserId(new TenantStore(services.tables, call.tenantId), idOrName);
}

/** How the caller reads data: by a role, or as somebody's delegate. */
export function readerOf({ rights, caller }: Principal): Reader {
  return rights.has('read') ? { kind: 'reader' } : { kind: 'delegate', id: caller.id };
}
