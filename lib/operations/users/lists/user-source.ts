import { wakeUpsOf } from '../../../licensing/due.ts';
import type { UserId } from '../../../licensing/ids.ts';
import type { User } from '../../../licensing/user.ts';
import { readEach } from '../../../storage/rows/damaged-rows.ts';
import { fromHolderRow, holdersOf } from '../../../storage/rows/holder-row.ts';
import { fromUserRow, userRows } from '../../../storage/rows/user-row.ts';
import { wakeUpOf, wakeUpRows } from '../../../storage/rows/wake-up-row.ts';
import type { Range, Row } from '../../../storage/tables.ts';
import type { Session } from '../../engine/session.ts';
import { loadManyUsers } from './load-many.ts';
import type { UserFilter } from './user-filter.ts';

/** Rows that lead to the users a filter can fit, each user once. */
export interface UserSource {
  readonly range: Range;
  /** The user of each row as it is stored, where the row is the one it is listed by. */
  readonly read: (session: Session, rows: readonly Row[]) => Promise<readonly (User | null)[]>;
}

/**
 * Where the users stand that a filter can fit, with the fewest others: who is held or deleted has a wake-up, who has a
 * product stands under it. Whatever else is asked is looked at user by user.
 */
export function sourceOf({ state, isHeld, skuId }: UserFilter): UserSource {
  if (isHeld === true || state === 'deleted') return wakeUps;
  return skuId === null ? users : { range: holdersOf(skuId), read: readHolders };
}

const users: UserSource = {
  range: userRows,
  read: ({ log }, rows) =>
    Promise.resolve(readEach(rows, fromUserRow, log).map((row) => row?.value ?? null)),
};

async function readHolders(session: Session, rows: readonly Row[]) {
  const ids = readEach(rows, (row) => fromHolderRow(row).userId, session.log);
  return readOwners(session, ids);
}

/** Soonest first. */
const wakeUps: UserSource = {
  range: wakeUpRows,
  read: async (session, rows) => {
    const found = readEach(rows, wakeUpOf, session.log).map((wakeUp) =>
      wakeUp?.kind === 'user' ? wakeUp : null,
    );
    const owners = await readOwners(
      session,
      found.map((wakeUp) => wakeUp?.userId ?? null),
    );
    // Several ends of one user are several rows.
    return owners.map((user, index) =>
      user !== null && wakeUpsOf(user)[0] === found[index]?.due ? user : null,
    );
  },
};

async function readOwners(
  session: Session,
  ids: readonly (UserId | null)[],
): Promise<readonly (User | null)[]> {
  const owners = await loadManyUsers(
    session,
    ids.filter((id) => id !== null),
  );
  return ids.map((id) => (id === null ? null : (owners.get(id) ?? null)));
}
