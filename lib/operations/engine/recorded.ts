import type { OperationId, UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { onlyUserOf } from '../../storage/rows/operation-request.ts';
import { operationIdOf } from './operation-id.ts';
import type { Session } from './session.ts';

/**
 * Who a request is about: under a key that is repeated whom the record names, deleted since, it may be, or renamed, with
 * the old name somebody else's; else whoever is found. Not found, it may be, because the same request, sent twice at once,
 * was carried out meanwhile: then its record is there by now.
 */
export async function userUnderKey(session: Session, find: () => Promise<UserId>): Promise<UserId> {
  const recorded = await recordedUser(session);
  if (recorded !== null) return recorded;
  try {
    return await find();
  } catch (error) {
    const recordedBeside = await recordedUser(session);
    if (recordedBeside === null) throw error;
    return recordedBeside;
  }
}

/** Null for a request that is new. */
async function recordedUser(session: Session): Promise<UserId | null> {
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
