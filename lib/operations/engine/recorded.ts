import { z } from 'zod';
import type { OperationId } from '../../licensing/ids.ts';
import { UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from './call.ts';
import { operationIdOf } from './operation-id.ts';
import type { Services } from './services.ts';

/** What is recorded of a request that names one user. */
const OneUser = z.union([
  z.object({ userIds: z.tuple([UserId]) }).transform(({ userIds: [userId] }) => userId),
  z.object({ userId: UserId }).transform(({ userId }) => userId),
]);

/**
 * Who a request that is repeated under its key was about: deleted since, it may be, or renamed, with the old name somebody
 * else's. Null for a request that is new.
 */
export async function recordedUser({ tables }: Services, call: Call): Promise<UserId | null> {
  if (call.idempotencyKey === null) return null;
  const known = await new TenantStore(tables, call.tenantId).operation(operationIdOf(call));
  const userId = OneUser.safeParse(known?.operation.request);
  return userId.success ? userId.data : null;
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
