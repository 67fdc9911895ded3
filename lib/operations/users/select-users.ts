import { isRemoved } from '../../licensing/due.ts';
import type { SkuId, UserId } from '../../licensing/ids.ts';
import { asOf } from '../../licensing/reading.ts';
import type { User } from '../../licensing/user.ts';
import { keyAfter } from '../../storage/keys.ts';
import { leaveOut, readEach } from '../../storage/rows/damaged-rows.ts';
import { fromHolderRow, holdersOf } from '../../storage/rows/holder-row.ts';
import { fromUserRow, userRows } from '../../storage/rows/user-row.ts';
import type { Page, Range } from '../../storage/tables.ts';
import { loadShownUsers } from '../engine/load-users.ts';
import type { List, Slice } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken } from '../lists/paging.ts';
import { clocks } from './read-users.ts';
import type { Session } from '../engine/session.ts';

export interface UserOrder {
  readonly by: 'displayName' | 'userPrincipalName' | 'deletedDateTime';
  readonly isDescending: boolean;
}

/** Where users can be that a query asks for: anywhere, among the holders of a product, or under one name or id. */
export type UserScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'product'; readonly skuId: SkuId }
  | { readonly kind: 'name'; readonly userPrincipalName: string }
  | { readonly kind: 'id'; readonly userId: UserId };

export interface UserSelection {
  readonly state: 'active' | 'deleted';
  readonly scope: UserScope;
  readonly fits: (user: User) => boolean;
  /** What is asked, in words: a slice of one query is not gone on with by another. */
  readonly words: string;
}

/** What tells one selection from another in the tokens of its slices. */
export function queryOf({ state, words }: UserSelection): NonNullable<List['query']> {
  return { state, words };
}

/** Rows one request looks at, at the most: in a larger tenant a rare match comes with a later page. */
const mostRows = 20_000;
const rowsAtOnce = 1000;
/** Holders of a product are read one by one: no more at once than a page is likely to need. */
const holdersAtOnce = 100;
/** With more holders than this, walking over all users is quicker than reading each holder. */
const mostHolders = 300;

/** Users in the order of their ids, a slice at a time. */
export async function selectUsers(
  session: Session,
  selection: UserSelection,
  top: number,
  skipToken: string | null,
): Promise<Slice<User>> {
  const list = { kind: 'graphUsers', tenantId: session.tenantId, query: queryOf(selection) };
  const from = fromSkipToken(list, skipToken, rangeOf(selection.scope));
  const value: User[] = [];
  let seen = 0;
  for await (const { row, user } of eachUser(session, selection, from)) {
    seen += 1;
    if (user !== null && value.length === top) {
      return { value, skipToken: toSkipToken(list, row) };
    }
    if (user !== null) value.push(user);
    if (seen >= mostRows) return { value, skipToken: toSkipToken(list, keyAfter(row)) };
  }
  return { value, skipToken: null };
}

/** How many users a selection has. */
export async function countUsers(session: Session, selection: UserSelection): Promise<number> {
  let count = 0;
  const quickest = await forAllOf(session, selection);
  for await (const { user } of eachUser(session, quickest, null)) {
    if (user !== null) count += 1;
  }
  return count;
}

/** The same selection with the scope that is the quickest to walk over from its beginning to its end. */
export async function forAllOf(session: Session, selection: UserSelection): Promise<UserSelection> {
  const { scope } = selection;
  if (scope.kind !== 'product') return selection;
  const { store } = session;
  const { rows } = await store.page(holdersOf(scope.skuId), { top: mostHolders + 1 });
  return rows.length > mostHolders ? { ...selection, scope: { kind: 'all' } } : selection;
}

/**
 * Every row of a selection's scope from a key on, with its user, or null where the user does not fit.
 */
export async function* eachUser(
  session: Session,
  { state, scope, fits }: UserSelection,
  from: string | null,
): AsyncGenerator<{ readonly row: string; readonly user: User | null }> {
  const { store } = session;
  const shown = (user: User | null): User | null => {
    const current = user && asOf(user, clocks(store, session));
    if (current === null || current.isGone || isRemoved(current)) return null;
    const isWanted = (current.deletion === null ? 'active' : 'deleted') === state && fits(current);
    return isWanted ? current : null;
  };
  if (scope.kind === 'name' || scope.kind === 'id') {
    const userId = scope.kind === 'id' ? scope.userId : await namedUser(session, scope);
    const [found] = await loadShownUsers(store, [userId], session.log);
    if (userId !== null) yield { row: userId, user: shown(found?.value ?? null) };
    return;
  }
  const range = rangeOf(scope);
  let continuation: string | null = null;
  do {
    const page: Page = await store.page(
      { from: from ?? range.from, to: range.to },
      { top: scope.kind === 'all' ? rowsAtOnce : holdersAtOnce, continuation },
    );
    const users =
      scope.kind === 'all'
        ? readEach(page.rows, fromUserRow, session.log)
        : await loadShownUsers(
            store,
            readEach(page.rows, (row) => fromHolderRow(row).userId, session.log),
            session.log,
          );
    for (const [index, { key }] of page.rows.entries()) {
      yield { row: key, user: shown(users[index]?.value ?? null) };
    }
    ({ continuation } = page);
  } while (continuation !== null);
}

async function namedUser(
  { log, store }: Session,
  { userPrincipalName }: Extract<UserScope, { readonly kind: 'name' }>,
): Promise<UserId | null> {
  try {
    return await store.userIdByName(userPrincipalName);
  } catch (error) {
    return leaveOut(error, log);
  }
}

/** The keys a scope is walked over by; none where it is one user, which is a slice alone. */
function rangeOf(scope: UserScope): Range {
  switch (scope.kind) {
    case 'all':
      return userRows;
    case 'product':
      return holdersOf(scope.skuId);
    case 'name':
    case 'id':
      return { from: '', to: '' };
  }
}
