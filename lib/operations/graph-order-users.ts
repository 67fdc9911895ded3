import { z } from 'zod';
import type { User } from '../licensing/user.ts';
import type { Call } from './call.ts';
import type { UserOrder, UserSelection } from './graph-select-users.ts';
import { eachUser, forAllOf } from './graph-select-users.ts';
import type { Slice } from './paging.ts';
import { fromSkipToken, toSkipToken } from './paging.ts';
import type { Services } from './services.ts';

/** Where an ordered list goes on: after this value and, among equals, this id. */
const Cursor = z.tuple([z.string(), z.string()]);
type Cursor = z.infer<typeof Cursor>;

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: false });

/**
 * Users in the order of a property, a slice at a time. There is no index by name, so each slice walks all users of the
 * scope; only as many as a few slices are kept in memory.
 */
export async function orderUsers(
  services: Services,
  call: Call,
  selection: UserSelection,
  order: UserOrder,
  top: number,
  skipToken: string | null,
): Promise<Slice<User>> {
  const list = `graphUsersBy.${order.by}`;
  const after = readCursor(fromSkipToken(list, skipToken));
  let best: User[] = [];
  const compare = (a: User, b: User): number =>
    compareCursors(cursorOf(a, order), cursorOf(b, order), order);
  const quickest = await forAllOf(services, call, selection);
  for await (const { user } of eachUser(services, call, quickest, null)) {
    if (user === null) continue;
    if (after !== null && compareCursors(cursorOf(user, order), after, order) <= 0) continue;
    best.push(user);
    if (best.length > 4 * (top + 1)) best = best.toSorted(compare).slice(0, top + 1);
  }
  const value = best.toSorted(compare).slice(0, top);
  const last = value.at(-1);
  const isEnd = last === undefined || best.length <= top;
  return { value, skipToken: isEnd ? null : toSkipToken(list, writeCursor(cursorOf(last, order))) };
}

function cursorOf(user: User, { by }: UserOrder): Cursor {
  const value = by === 'deletedDateTime' ? (user.deletion?.at ?? '') : user[by];
  return [value, user.id];
}

function compareCursors(a: Cursor, b: Cursor, { isDescending }: UserOrder): number {
  const difference = collator.compare(a[0], b[0]) || (a[1] < b[1] ? -1 : Number(a[1] > b[1]));
  return isDescending ? -difference : difference;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** What `fromSkipToken` let through but is no cursor begins the list again. */
function readCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return null;
  }
}
