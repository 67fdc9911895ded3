import type { OperationId, UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { onlyUserOf } from '../../storage/rows/operation-request.ts';
import { operationIdOf } from './operation-id.ts';
import type { Session } from './session.ts';

/**
 * Who a request that is repeated under its key was about: deleted since, it may be, or renamed, with the old name somebody
 * else's. Null for a request that is new.
 */
export async function recordedUser(session: Session): Promise<UserId | null> {
  if (session.idempotencyKey === null) return null;
  const known = await session.store.operation(operationIdOf(session));
  return known && onlyUserOf(known.operation.request);
}

/** The user as an operation left it, where its record keeps that for a repeat; null where it does not. */
export async function recordedAfter(
  { store, idempotencyKey }: Session,
  operationId: OperationId | null,
): Promise<User | null> {
  if (idempotencyKey === null || operationId === null) return null;
  const known = await store.operation(operationId);
  return known?.parts[0]?.after[0] ?? null;
}
