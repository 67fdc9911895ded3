import type { UserId } from '../../licensing/ids.ts';
import { asOf, dataEntries } from '../../licensing/reading.ts';
import type { Service } from '../../licensing/products/service.ts';
import { farFuture } from '../../licensing/time.ts';
import type { Instant } from '../../licensing/time.ts';
import type { DataState, User } from '../../licensing/user.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { userWakeUpKey, wakeUpOf, wakeUpsBetween } from '../../storage/rows/wake-up-row.ts';
import type { Row } from '../../storage/tables.ts';
import { readSummaries } from '../audit/operation-summaries.ts';
import type { RetentionAnswer } from '../engine/answers/shapes.ts';
import { loadShownUsers } from '../engine/load-users.ts';
import type { Session } from '../engine/session.ts';
import type { List, Slice } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import { clocks } from '../users/read-users.ts';

export interface RetentionQuery {
  /** One person's; null: everybody's. */
  readonly userId: UserId | null;
  readonly service: Service | null;
  readonly state: DataState | null;
  /** Only what ends at this instant or later, and what has no end date. */
  readonly dueFrom: Instant | null;
  /** Only what ends before this instant; data without an end date never does. */
  readonly dueBefore: Instant | null;
  readonly top: number;
  readonly skipToken: string | null;
}

type Filter = Omit<RetentionQuery, 'top' | 'skipToken'>;
type Entry = Omit<RetentionAnswer, 'operation'>;

/** Everything held, soonest first, with what began it; what has no end date comes last. */
export async function listRetention(
  session: Session,
  query: RetentionQuery,
): Promise<Slice<RetentionAnswer>> {
  await session.catalogs.of(session.tenantId, session.now);
  const { value, skipToken } = await (query.userId === null
    ? entriesOfAll(session, query)
    : entriesOfOne(session, query, query.userId));
  const operations = await readSummaries(
    session,
    value.map(({ operationId }) => operationId),
  );
  const answers = value.map((entry) => {
    const { operationId } = entry;
    const operation = operationId === null ? null : (operations.get(operationId) ?? null);
    return { ...entry, operation };
  });
  return { value: answers, skipToken };
}

function entriesOfAll(
  session: Session,
  { top, skipToken, ...filter }: RetentionQuery,
): Promise<Slice<Entry>> {
  const { store } = session;
  return scanRows(store, {
    kind: 'retention',
    query: filter,
    range: wakeUpsBetween(filter.dueFrom, filter.dueBefore),
    top,
    skipToken,
    read: async (rows) => {
      const users = await readOwners(session, rows);
      return rows.map((row) => {
        const [user, due] = [users.get(row.key), dueOf(row)];
        if (user === undefined || due === null) return [];
        const { now } = session;
        return entriesAt(asOf(user, clocks(store, session)), due, now, filter);
      });
    },
  });
}

/** One person's: they stand on one row, and what ends at one instant stays together, as in the list of all. */
async function entriesOfOne(
  session: Session,
  { top, skipToken, ...filter }: RetentionQuery,
  userId: UserId,
): Promise<Slice<Entry>> {
  const { store, tenantId, now, log } = session;
  const list: List = { kind: 'retention', tenantId, query: filter };
  const range = wakeUpsBetween(filter.dueFrom, filter.dueBefore);
  const start = fromSkipToken(list, skipToken, range) ?? range.from;
  const [row] = await loadShownUsers(store, [userId], log);
  if (!row) return { value: [], skipToken: null };
  const user = asOf(row.value, clocks(store, session));
  const dues = new Set(dataEntries(user, now).map(({ until }) => until ?? farFuture));
  const value: Entry[] = [];
  for (const due of [...dues].toSorted()) {
    const key = userWakeUpKey(due, userId);
    if (key < start || key >= range.to) continue;
    const own = entriesAt(user, due, now, filter);
    if (own.length > 0 && value.length > 0 && value.length + own.length > top) {
      return { value, skipToken: toSkipToken(list, key) };
    }
    value.push(...own);
  }
  return { value, skipToken: null };
}

/** What of a user ends at an instant, as far as it fits. */
function entriesAt(
  user: User,
  due: Instant,
  now: Instant,
  { service: only, state: asked }: Filter,
): Entry[] {
  const { id: userId, userPrincipalName, displayName, holds } = user;
  const holdKinds = [...new Set(holds.map(({ kind }) => kind))];
  return dataEntries(user, now)
    .filter(({ state, until }) =>
      state === 'held' || state === 'purging'
        ? until === due
        : (state === 'onHold' || state === 'inactiveMailbox') && due === farFuture,
    )
    .filter(
      ({ service, state }) =>
        (only === null || service === only) && (asked === null || state === asked),
    )
    .map((entry) => ({ ...entry, userId, userPrincipalName, displayName, holdKinds }));
}

/** Null for a damaged row, which is named where the rows are read. */
function dueOf(row: Row): Instant | null {
  return readEach([row], wakeUpOf, () => undefined)[0]?.due ?? null;
}

/** Whose wake-ups these are, by the keys of the rows. */
async function readOwners(
  { store, log }: Session,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, User>> {
  const wakeUps = readEach(rows, (row) => ({ key: row.key, wakeUp: wakeUpOf(row) }), log);
  const owners = wakeUps.flatMap((found) =>
    found?.wakeUp.kind === 'user' ? [{ key: found.key, userId: found.wakeUp.userId }] : [],
  );
  const users = await loadShownUsers(
    store,
    owners.map(({ userId }) => userId),
    log,
  );
  return new Map(
    owners.flatMap(({ key }, index) => {
      const user = users[index]?.value;
      return user === undefined ? [] : [[key, user]];
    }),
  );
}
