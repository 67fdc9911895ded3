import { notFound } from '../../errors.ts';
import { isRemoved } from '../../licensing/due.ts';
import type { UserId } from '../../licensing/ids.ts';
import { asOf } from '../../licensing/reading.ts';
import { earlierOf } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { fromHeldUserRow, heldUserRows } from '../../storage/rows/indexes/hold-index-row.ts';
import type { HoldAnswer } from '../engine/answers/shapes.ts';
import { loadShownUsers } from '../engine/load-users.ts';
import type { Session } from '../engine/session.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';

/** Every hold of the tenant in the order of user ids, also of people who are gone; those of one user stay together. */
export async function listHolds(
  session: Session,
  page: { readonly top: number; readonly skipToken: string | null },
): Promise<Slice<HoldAnswer>> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store, log } = session;
  return scanRows(store, {
    kind: 'holds',
    query: {},
    range: heldUserRows,
    ...page,
    read: async (rows) => {
      const users = await loadShownUsers(store, readEach(rows, fromHeldUserRow, log), log);
      return users.map((user) => (user === null ? [] : holdsOf(asSeen(session, user.value))));
    },
  });
}

/**
 * The holds on one user's data, also when the person is deleted or gone.
 * @throws UnseatError notFound when there is no such user, or nothing is left of it
 */
export async function readHolds(session: Session, userId: UserId): Promise<readonly HoldAnswer[]> {
  const row = await session.store.user(userId);
  const user = row && asSeen(session, row.value);
  if (user === null || isRemoved(user)) throw notFound('user', userId);
  return holdsOf(user);
}

function asSeen({ store, now }: Session, user: User): User {
  return asOf(user, { now, dueBy: earlierOf(now, store.lastSeenClock()) });
}

function holdsOf(user: User): HoldAnswer[] {
  const { id: userId, userPrincipalName, displayName, isGone, deletion } = user;
  const userState = isGone ? 'gone' : deletion === null ? 'active' : 'deleted';
  return user.holds.map((hold) => ({ ...hold, userId, userPrincipalName, displayName, userState }));
}
