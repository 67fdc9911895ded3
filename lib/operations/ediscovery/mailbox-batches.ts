import pMap from 'p-map';
import type { UserId } from '../../licensing/ids.ts';
import { asOf } from '../../licensing/reading.ts';
import type { User } from '../../licensing/user.ts';
import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import { fromUserRow, userKey, userOfKey, userRows } from '../../storage/rows/user-row.ts';
import type { Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import { readsAtOnce } from '../engine/load-users.ts';
import type { Mailbox } from './mailboxes.ts';
import { mailboxOf, unreadableMailbox } from './mailboxes.ts';
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
  call: Call & Logging,
  userIds: readonly UserId[] | null,
  from: UserId | null,
): AsyncGenerator<readonly NumberedMailbox[]> {
  const isNamed = userIds !== null;
  const batches = isNamed ? namedRows(store, userIds, from) : allRows(store, from);
  for await (const batch of batches) {
    yield batch.flatMap(({ key, row }) => {
      const userId = userOfKey(key);
      if (userId === null) return [];
      const user = userIn(row, call.log);
      if (user === 'damaged') return [{ userId, mailbox: unreadableMailbox(userId) }];
      const current = user && asOf(user, clocks(store, call));
      return [{ userId, mailbox: mailboxOf(userId, current, isNamed, call.now) }];
    });
  }
}

interface Logging {
  readonly log: (line: string) => void;
}

/** The row of a user, or null where there is none. */
interface StoredUser {
  readonly key: string;
  readonly row: Row | null;
}

function userIn(row: Row | null, log: Logging['log']): User | 'damaged' | null {
  try {
    return row && fromUserRow(row).value;
  } catch (error) {
    return leaveOut(error, log) ?? 'damaged';
  }
}

async function* allRows(
  store: TenantStore,
  from: UserId | null,
): AsyncGenerator<readonly StoredUser[]> {
  let next: string | null = from === null ? userRows.from : userKey(from);
  while (next !== null) {
    const slice: Awaited<ReturnType<TenantStore['slice']>> = await store.slice(
      { from: next, to: userRows.to },
      usersAtOnce,
    );
    yield slice.rows.map((row) => ({ key: row.key, row }));
    ({ next } = slice);
  }
}

async function* namedRows(
  store: TenantStore,
  userIds: readonly UserId[],
  from: UserId | null,
): AsyncGenerator<readonly StoredUser[]> {
  const rest = userIds.toSorted().filter((userId) => from === null || userId >= from);
  const read = async (userId: UserId): Promise<StoredUser> => {
    const key = userKey(userId);
    return { key, row: await store.row(key) };
  };
  for (let start = 0; start < rest.length; start += usersAtOnce) {
    yield await pMap(rest.slice(start, start + usersAtOnce), read, { concurrency: readsAtOnce });
  }
}
