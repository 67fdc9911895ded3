import { notFound } from '../../errors.ts';
import { decideLiftHold, decidePlaceHold } from '../../licensing/holds.ts';
import type { UserId } from '../../licensing/ids.ts';
import type { Hold } from '../../licensing/user.ts';
import { purgeBegun, tooManyHolds } from '../../refusals/held-data.ts';
import { changeUser } from '../engine/change-user.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import type { Session } from '../engine/session.ts';

/** Holds of one user at a time; Exchange's own lists are of this size. */
const mostHolds = 50;

/**
 * Places a hold on a user, also a deleted one; nothing of the user is purged while one is there.
 * @throws UnseatError conflict when a purge has begun: it can't be stopped any more
 */
export function placeHold(
  session: Session,
  userId: UserId,
  { holdId, kind, note }: Pick<Hold, 'holdId' | 'kind' | 'note'>,
): Promise<OperationAnswer> {
  const hold = { holdId, kind, note };
  const change = { path: 'placeHold', userId, hold } as const;
  return changeUser(session, change, (user, occasion) => {
    if (user.holds.length >= mostHolds && !user.holds.some((placed) => placed.holdId === holdId)) {
      const [oldest] = user.holds;
      const holdIds = oldest === undefined ? [] : [oldest.holdId];
      throw tooManyHolds(
        { userId, most: mostHolds },
        { way: { kind: 'liftHold', userId, holdIds } },
      );
    }
    const placed = { ...hold, placedAt: session.now, placedBy: session.caller.id };
    const decided = decidePlaceHold(user, placed, occasion);
    if (decided.kind === 'purging') {
      throw purgeBegun({ userId });
    }
    return decided.user;
  });
}

/**
 * Lifts a hold. After the last one the data it kept gets 30 more days.
 * @throws UnseatError notFound when the user is under no such hold
 */
export function liftHold(
  session: Session,
  userId: UserId,
  holdId: string,
): Promise<OperationAnswer> {
  const change = { path: 'liftHold', userId, holdId } as const;
  return changeUser(session, change, (user, occasion) => {
    const decided = decideLiftHold(user, holdId, occasion);
    if (decided.kind === 'noSuchHold') {
      throw notFound(
        'hold',
        holdId,
        `User '${userId}' is under ${user.holds.length === 0 ? 'no hold' : user.holds.map((hold) => `'${hold.holdId}'`).join(', ')}.`,
      );
    }
    return decided.user;
  });
}
