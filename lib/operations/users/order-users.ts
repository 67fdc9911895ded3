import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { UserOrder, UserSelection } from './select-users.ts';
import { eachUser, forAllOf, queryOf } from './select-users.ts';
import type { Slice } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken, wrongSkipToken } from '../lists/paging.ts';
import type { Session } from '../engine/session.ts';

/** Where an ordered list goes on: after this value and, among equals, this id. */
type Cursor = readonly [value: string, userId: UserId];

/**
 * A cursor as it leaves the app: a link stands in logs and histories, so a name is in it only as a mark, by which the
 * user's name of that moment is known again. Dates are no personal data.
 */
const Position = z.tuple([z.string(), UserId]);

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: false });

/**
 * Users in the order of a property, a slice at a time. There is no index by name, so each slice walks all users of the
 * scope; only as many as a few slices are kept in memory.
 */
export async function orderUsers(
  session: Session,
  selection: UserSelection,
  order: UserOrder,
  { top, skipToken }: { readonly top: number; readonly skipToken: string | null },
): Promise<Slice<User>> {
  const query = { ...queryOf(selection), ...order };
  const list = { kind: 'graphUsers', tenantId: session.tenantId, query };
  const { store } = session;
  const after = await cursorAt(store, fromSkipToken(list, skipToken), order);
  let best: User[] = [];
  const compare = (a: User, b: User): number =>
    compareCursors(cursorOf(a, order), cursorOf(b, order), order);
  const quickest = await forAllOf(session, selection);
  for await (const { user } of eachUser(session, quickest, null)) {
    if (user === null) continue;
    if (after !== null && compareCursors(cursorOf(user, order), after, order) <= 0) continue;
    best.push(user);
    if (best.length > 4 * (top + 1)) best = best.toSorted(compare).slice(0, top + 1);
  }
  const value = best.toSorted(compare).slice(0, top);
  const last = value.at(-1);
  const isEnd = last === undefined || best.length <= top;
  return {
    value,
    skipToken: isEnd ? null : toSkipToken(list, toPosition(cursorOf(last, order), order)),
  };
}

function cursorOf(user: User, { by }: UserOrder): Cursor {
  const value = by === 'deletedDateTime' ? (user.deletion?.at ?? '') : user[by];
  return [value, user.id];
}

function compareCursors(a: Cursor, b: Cursor, { isDescending }: UserOrder): number {
  const difference = collator.compare(a[0], b[0]) || (a[1] < b[1] ? -1 : Number(a[1] > b[1]));
  return isDescending ? -difference : difference;
}

function toPosition([value, userId]: Cursor, order: UserOrder): string {
  return Buffer.from(JSON.stringify([markOf([value, userId], order), userId])).toString(
    'base64url',
  );
}

function markOf([value, userId]: Cursor, { by }: UserOrder): string {
  if (by === 'deletedDateTime') return value;
  return createHash('sha256').update(`${userId} ${value}`).digest('hex').slice(0, 16);
}

/**
 * The cursor a position stands for.
 * @throws UnseatError invalidRequest for one this list has not given, or whose user has another name or is gone by now
 */
async function cursorAt(
  store: TenantStore,
  text: string | null,
  order: UserOrder,
): Promise<Cursor | null> {
  if (text === null) return null;
  const [mark, userId] = readPosition(text);
  if (order.by === 'deletedDateTime') return [mark, userId];
  const user = (await store.user(userId))?.value;
  const cursor = user && cursorOf(user, order);
  if (cursor === undefined || markOf(cursor, order) !== mark) throw wrongSkipToken();
  return cursor;
}

function readPosition(text: string): z.infer<typeof Position> {
  try {
    return Position.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    // Whatever it is, it is no position; the caller says so.
    throw wrongSkipToken();
  }
}
