import type { OperationId, UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { onlyUserOf } from '../../storage/rows/operation-request.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from './call.ts';
import { operationIdOf } from './operation-id.ts';
import type { Services } from './services.ts';

/**
 * Who a request that is repeated under its key was about: deleted since, it may be, or renamed, with the old name somebody
 * else's. Null for a request that is new.
 */
export async function recordedUser({ tables }: Services, call: Call): Promise<UserId | null> {
  if (call.idempotencyKey === null) return null;
  const known = await new TenantStore(tables, call.tenantId).operation(operationIdOf(call));
  return known && onlyUserOf(known.operation.request);
}

/** The user as an operation left it, where its record keeps that for a repeat; null where it does not. */
export async function recordedAfter(
  { tables }: Services,
  call: Call,
  operationId: OperationId | null,
): Promise<User | null> {
  if (call.idempotencyKey === null || operationId === null) return null;
  const known = await new TenantStore(tables, call.tenantId).operation(operationId);
  return known?.parts[0]?.after[0] ?? null;
}
