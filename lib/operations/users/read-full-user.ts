import { isRemoved } from '../../licensing/due.ts';
import { UserId } from '../../licensing/ids.ts';
import { asOf } from '../../licensing/reading.ts';
import type { User } from '../../licensing/user.ts';
import { clocks } from './read-users.ts';
import type { Session } from '../engine/session.ts';

/** A user in a state, by id or, when it is not deleted, by user principal name; null when there is none. */
export async function readUserIn(
  state: 'active' | 'deleted',
  session: Session,
  idOrName: string,
): Promise<User | null> {
  const { store } = session;
  const id = UserId.safeParse(idOrName);
  const userId = id.success ? id.data : await store.userIdByName(idOrName);
  const row = userId === null ? null : await store.user(userId);
  const user = row && asOf(row.value, clocks(store, session));
  if (user === null || user.isGone || isRemoved(user)) return null;
  return (user.deletion === null ? 'active' : 'deleted') === state ? user : null;
}
