import { notFound } from '../../errors.ts';
import { isRemoved, settleDue } from '../../licensing/due.ts';
import type { OperationId, UserId } from '../../licensing/ids.ts';
import { mapData } from '../../licensing/data.ts';
import type { Instant } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import { StorageOutage } from '../../storage/tables.ts';
import { changeUser } from '../engine/change-user.ts';
import { ClocksApartError } from '../engine/clocks.ts';
import { refuseDeletion } from '../held-data/refuse-deletion.ts';
import { purgeUser } from './purge-user.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import type { Session } from '../engine/session.ts';

/**
 * Ends the restore period of a deleted user now: its held data is claimed for the purge in the same transaction, which no
 * hold, license or restore can stop any more, and then deleted. What is cut off here, the sweep finishes.
 * @throws UnseatError notFound when there is no such deleted user, conflict while it is under a hold or in the delay hold
 */
export async function purgeDeletedUser(session: Session, userId: UserId): Promise<OperationAnswer> {
  const change = { path: 'permanentDelete', userId } as const;
  const answer = await changeUser(session, change, (user, occasion) => {
    const { dueBy } = occasion;
    const current = settleDue(user, occasion);
    if (current.deletion === null || current.isGone || isRemoved(current)) {
      throw notFound('deleted user', userId);
    }
    refuseDeletion(current, occasion);
    const ended = endedAt(current, dueBy, occasion.operationId);
    const settled = settleDue(ended, occasion);
    // With nothing to claim it is the end of the restore period that the sweep finds the user by.
    return settled.claims.length > 0 ? settled : ended;
  });
  try {
    await purgeUser(session, session.tenantId, userId);
  } catch (error) {
    // Claimed is claimed; the sweep deletes it once the clocks agree and the storage answers.
    if (!(error instanceof ClocksApartError) && !(error instanceof StorageOutage)) throw error;
    session.log('purge of a deleted user: cut off, the sweep finishes it');
  }
  return answer;
}

/** A user whose held data and restore period end at an instant, by an operation. */
function endedAt(user: User, end: Instant, operationId: OperationId | null): User {
  const data = mapData(user, (_, before) =>
    before.state === 'held' ? { ...before, until: end, operationId } : before,
  );
  return {
    ...user,
    data,
    deletion: user.deletion && { ...user.deletion, restorableUntil: end },
  };
}
