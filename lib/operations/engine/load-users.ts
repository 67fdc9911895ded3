import pMap from 'p-map';
import type { UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';

/** Reads side by side: more would only wait for each other. */
export const readsAtOnce = 32;

/** Reads users for a list: one whose row is damaged is named in the log and left out. */
export function loadShownUsers(
  store: TenantStore,
  userIds: readonly (UserId | null)[],
  log: (line: string) => void,
): Promise<readonly (Versioned<User> | null)[]> {
  const read = async (userId: UserId | null): Promise<Versioned<User> | null> => {
    try {
      return userId === null ? null : await store.user(userId);
    } catch (error) {
      return leaveOut(error, log);
    }
  };
  return pMap(userIds, read, { concurrency: readsAtOnce });
}

/** Reads users by id, each one point read, in the order of the ids. */
export function loadUsers(
  store: TenantStore,
  userIds: readonly (UserId | null)[],
): Promise<readonly (Versioned<User> | null)[]> {
  const read = (userId: UserId | null): Promise<Versioned<User> | null> =>
    userId === null ? Promise.resolve(null) : store.user(userId);
  return pMap(userIds, read, { concurrency: readsAtOnce });
}
