import type { UserId } from '../../licensing/ids.ts';
import { asOf } from '../../licensing/reading.ts';
import type { User } from '../../licensing/user.ts';
import { fromUserRow, userKey, userRows } from '../../storage/rows/user-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import { loadUsers } from '../engine/load-users.ts';
import type { Mailbox } from './mailboxes.ts';
import { mailboxOf } from './mailboxes.ts';
import { clocks } from '../users/read-users.ts';

const usersAtOnce = 20;

export interface NumberedMailbox {
  readonly userId: UserId;
  readonly mailbox: Mailbox;
}

/**
 * The users of the tenant, or the named ones, in the order of their ids, some at a time, with what a search does with
 * each.
 * @param from the user to begin with; null: the first one
 */
export async function* mailboxBatches(
  store: TenantStore,
  call: Call,
  userIds: readonly UserId[] | null,
  from: UserId | null,
): AsyncGenerator<readonly NumberedMailbox[]> {
  const isNamed = userIds !== null;
  const batches = isNamed ? namedUsers(store, userIds, from) : allUsers(store, from);
  for await (const batch of batches) {
    yield batch.map(({ userId, user }) => {
      const current = user && asOf(user, clocks(store, call));
      return { userId, mailbox: mailboxOf(userId, current, isNamed, call.now) };
    });
  }
}

interface StoredUser {
  readonly userId: UserId;
  readonly user: User | null;
}

async function* allUsers(
  store: TenantStore,
  from: UserId | null,
): AsyncGenerator<readonly StoredUser[]> {
  let next: string | null = from === null ? userRows.from : userKey(from);
  while (next !== null) {
    const slice: Awaited<ReturnType<TenantStore['slice']>> = await store.slice(
      { from: next, to: userRows.to },
      usersAtOnce,
    );
    yield slice.rows.map((row) => {
      const user = fromUserRow(row).value;
      return { userId: user.id, user };
    });
    ({ next } = slice);
  }
}

async function* namedUsers(
  store: TenantStore,
  userIds: readonly UserId[],
  from: UserId | null,
): AsyncGenerator<readonly StoredUser[]> {
  const rest = userIds.toSorted().filter((userId) => from === null || userId >= from);
  for (let start = 0; start < rest.length; start += usersAtOnce) {
    const ids = rest.slice(start, start + usersAtOnce);
    const rows = await loadUsers(store, ids);
    yield ids.map((userId, index) => ({ userId, user: rows[index]?.value ?? null }));
  }
}
