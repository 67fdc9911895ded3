import type { UserId } from '../../../licensing/ids.ts';
import type { User } from '../../../licensing/user.ts';
import { readEach } from '../../../storage/rows/damaged-rows.ts';
import { fromUserRow, usersBetween } from '../../../storage/rows/user-row.ts';
import { loadShownUsers } from '../../engine/load-users.ts';
import type { Session } from '../../engine/session.ts';

/** So many are read one by one, side by side. */
const fewUsers = 100;
const rowsAtOnce = 1000;
/** Where one user in so many is wanted, all of them are read in a row. */
const oneIn = 8;

/**
 * Users of a list by id; one whose row is damaged is named in the log and left out. Many of them are read in the order of
 * their keys, with whoever stands between them, as long as few do: never more than 8 rows for each that is wanted.
 */
export async function loadManyUsers(
  { store, log }: Session,
  userIds: readonly UserId[],
): Promise<ReadonlyMap<UserId, User>> {
  const users = new Map<UserId, User>();
  let wanted: readonly UserId[] = [...new Set(userIds)].toSorted();
  while (wanted.length > fewUsers) {
    const [first, last] = [wanted[0], wanted.at(-1)];
    if (first === undefined || last === undefined) break;
    const { rows, next } = await store.slice(usersBetween(first, last), rowsAtOnce);
    const ids = new Set(wanted);
    const read = readEach(rows, fromUserRow, log).flatMap((row) =>
      row === null ? [] : [row.value],
    );
    const found = read.filter(({ id }) => ids.has(id));
    for (const user of found) users.set(user.id, user);
    // A user after the last row may be there; whoever is before it and was not read is not.
    const end = read.at(-1)?.id;
    wanted = next === null || end === undefined ? [] : wanted.filter((id) => id > end);
    if (found.length * oneIn < rows.length) break;
  }
  const rest = await loadShownUsers(store, wanted, log);
  for (const row of rest) if (row !== null) users.set(row.value.id, row.value);
  return users;
}
