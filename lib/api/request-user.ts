import { z } from 'zod';
import { UnseatError } from '../errors.ts';
import { UserId } from '../licensing/ids.ts';
import type { Call } from '../operations/engine/call.ts';
import { findUserId } from '../operations/engine/find-user.ts';
import { operationIdOf } from '../operations/engine/operation-id.ts';
import type { Reader } from '../operations/held-data/read-data.ts';
import type { Services } from '../operations/engine/services.ts';
import { TenantStore } from '../storage/tenant-store.ts';
import type { Principal } from '../http/verify-token.ts';

/** The user a path names by id or by user principal name; the name costs one read. */
export async function requestUser(
  services: Services,
  call: Call,
  idOrName: string,
): Promise<UserId> {
  const store = new TenantStore(services.tables, call.tenantId);
  try {
    return await findUserId(store, idOrName);
  } catch (error) {
    // Nobody's name any more, it may be, since the operation that is repeated here has deleted the user.
    if (!(error instanceof UnseatError) || call.idempotencyKey === null) throw error;
    const known = await store.operation(operationIdOf(call));
    const recorded = OneUser.safeParse(known?.operation.request);
    if (!recorded.success) throw error;
    return recorded.data.userIds[0];
  }
}

/** What is recorded of a request that names one user. */
const OneUser = z.union([
  z.object({ userIds: z.tuple([UserId]) }),
  z.object({ userId: UserId }).transform(({ userId }) => ({ userIds: [userId] as const })),
]);

/** How the caller reads data: by a role, or as somebody's delegate. */
export function readerOf({ rights, caller }: Principal): Reader {
  return rights.has('read') ? { kind: 'reader' } : { kind: 'delegate', id: caller.id };
}
