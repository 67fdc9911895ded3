import pMap from 'p-map';
import { z } from 'zod';
import { UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import {
  derivedFrom,
  derivedRanges,
  derivedRowsOf,
  endsByItself,
  saysSo,
} from '../../storage/rows/derived-rows.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import { DamagedRowError } from '../../storage/rows/document.ts';
import { fromUserRow, userKey, userRows } from '../../storage/rows/user-row.ts';
import type { Range, Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { readsAtOnce } from '../engine/load-users.ts';
import type { Session } from '../engine/session.ts';
import type { Slice } from '../lists/paging.ts';
import { fromSkipToken, isWithin, toSkipToken, wrongSkipToken } from '../lists/paging.ts';

/** A row that does not say what the user it is derived from says. */
export const DerivedProblem = z.strictObject({
  kind: z
    .enum(['missing', 'changed', 'stray', 'damaged'])
    .describe(
      'changed: it says something else than its user. stray: its user does not know of it. damaged: it can not be read.',
    ),
  userId: UserId.nullable().describe('Null for a damaged row, which does not say whose it is.'),
  key: z.string().describe('The key of the row.'),
});
export type DerivedProblem = z.infer<typeof DerivedProblem>;

/** Rows one request looks at. */
const rowsAtOnce = 100;
const mostLooks = 3;

/** What is looked at of each row, range by range in the order of the keys. */
const walks: readonly {
  readonly range: Range;
  readonly check: (store: TenantStore, row: Row) => Promise<readonly DerivedProblem[]>;
}[] = [
  ...derivedRanges.map((range) => ({ range, check: checkRow })),
  { range: userRows, check: checkUser },
];

/**
 * Looks for derived rows that disagree with their users: rows of which no user knows, then for each user the rows that
 * are missing or say something else. A large tenant takes several requests.
 */
export async function checkTenant(
  { store, tenantId }: Session,
  skipToken: string | null,
): Promise<Slice<DerivedProblem>> {
  const list = { kind: 'tenantCheck', tenantId, query: {} };
  const from = fromSkipToken(list, skipToken) ?? '';
  if (from !== '' && !walks.some(({ range }) => isWithin(range, from))) throw wrongSkipToken();
  for (const [index, { range, check }] of walks.entries()) {
    if (range.to <= from) continue;
    const begin = range.from > from ? range.from : from;
    const { rows, next } = await store.slice({ from: begin, to: range.to }, rowsAtOnce);
    const after = next ?? walks[index + 1]?.range.from ?? null;
    if (rows.length === 0 && after !== null) continue;
    const found = await pMap(rows, (row) => check(store, row), { concurrency: readsAtOnce });
    return { value: found.flat(), skipToken: after === null ? null : toSkipToken(list, after) };
  }
  return { value: [], skipToken: null };
}

/** What is wrong with the rows of a user. */
async function checkUser(store: TenantStore, row: Row): Promise<readonly DerivedProblem[]> {
  const seen = readUser(row);
  if (seen === 'damaged') return [{ kind: 'damaged', userId: null, key: row.key }];
  const { id: userId } = seen.value;
  return whileUnchanged(store, userId, async (user) => {
    const problems: DerivedProblem[] = [];
    for (const [key, properties] of derivedRowsOf(user)) {
      const derived = await store.row(key);
      if (derived === null) problems.push({ kind: 'missing', userId, key });
      else if (!saysSo(derived, properties)) problems.push({ kind: 'changed', userId, key });
    }
    return problems;
  });
}

/** Whether the user a row names knows of it. */
async function checkRow(store: TenantStore, row: Row): Promise<readonly DerivedProblem[]> {
  const { key } = row;
  const userId = derivedFrom(row);
  if (userId === null) return [];
  if (userId === 'damaged') return [{ kind: 'damaged', userId: null, key }];
  return whileUnchanged(store, userId, async (user) => {
    if (user === null && endsByItself(row)) return [];
    if (derivedRowsOf(user).has(key) || (await store.row(key)) === null) return [];
    return [{ kind: 'stray', userId, key }];
  });
}

/**
 * Takes as a problem only what was found while the user stayed as it was; whoever is changed all the time can be changed,
 * and of a user whose own row can't be read nothing is known.
 */
async function whileUnchanged(
  store: TenantStore,
  userId: UserId,
  look: (user: User | null) => Promise<readonly DerivedProblem[]>,
): Promise<readonly DerivedProblem[]> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const before = await load(store, userId);
    if (before === 'damaged') return [];
    const problems = await look(before?.value ?? null);
    if (problems.length === 0) return [];
    const after = await load(store, userId);
    if (after !== 'damaged' && after?.etag === before?.etag) return problems;
  }
  return [];
}

async function load(
  store: TenantStore,
  userId: UserId,
): Promise<Versioned<User> | 'damaged' | null> {
  const row = await store.row(userKey(userId));
  return row && readUser(row);
}

function readUser(row: Row): Versioned<User> | 'damaged' {
  try {
    return fromUserRow(row);
  } catch (error) {
    if (!(error instanceof DamagedRowError)) throw error;
    return 'damaged';
  }
}
