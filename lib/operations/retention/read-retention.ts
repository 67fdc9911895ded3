import { asOf, dataEntries } from '../../licensing/reading.ts';
import type { Service } from '../../licensing/products/service.ts';
import { farFuture } from '../../licensing/time.ts';
import type { Instant } from '../../licensing/time.ts';
import type { DataState, User } from '../../licensing/user.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import type { Due, WakeUp } from '../../storage/rows/wake-up-row.ts';
import { fromWakeUpRow, wakeUpOf, wakeUpRows } from '../../storage/rows/wake-up-row.ts';
import type { Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { loadShownUsers } from '../engine/load-users.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import { clocks } from '../users/read-users.ts';
import type { Session } from '../engine/session.ts';
import type { CalendarDay, RetentionAnswer } from '../engine/answers/shapes.ts';

type UserDue = Extract<Due, { readonly kind: 'user' }>;

export interface RetentionQuery {
  readonly service: Service | null;
  readonly state: DataState | null;
  /** Only what ends before this instant; data without an end date never does. */
  readonly dueBefore: Instant | null;
  readonly top: number;
  readonly skipToken: string | null;
}

/** Everything held, soonest first; what has no end date comes last. */
export async function listRetention(
  session: Session,
  query: RetentionQuery,
): Promise<Slice<RetentionAnswer>> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const { service, state, dueBefore, top, skipToken } = query;
  return scanRows(store, {
    kind: 'retention',
    query: { service, state, dueBefore },
    range: wakeUpRows,
    top,
    skipToken,
    isBeyond: (row) => {
      const due = dueOf(row);
      return dueBefore !== null && due !== null && due >= dueBefore;
    },
    read: async (rows) => {
      const users = await readOwners(session, store, rows);
      return rows.map((row) => {
        const [user, due] = [users.get(row.key), dueOf(row)];
        if (user === undefined || due === null) return [];
        const current = asOf(user, clocks(store, session));
        return entriesAt(current, due, session.now).filter((entry) => fits(entry, query));
      });
    },
  });
}

/** How much ends on each day in UTC, from the soonest on. */
export async function readCalendar(session: Session): Promise<CalendarDay[]> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const days = new Map<string, { day: CalendarDay; users: Set<string> }>();
  const read = readEach(await store.all(wakeUpRows), entriesOfRow, session.log);
  for (const found of read) {
    if (found === null || found.entries.length === 0) continue;
    const { wakeUp, entries } = found;
    const name = wakeUp.due.slice(0, 10);
    const counted = days.get(name) ?? { day: emptyDay(name), users: new Set<string>() };
    counted.users.add(wakeUp.userId);
    const { day } = counted;
    days.set(name, {
      users: counted.users,
      day: {
        day: name,
        users: counted.users.size,
        entries: day.entries + entries.length,
        itemCount: sumOfKnown([day.itemCount, ...entries.map(({ itemCount }) => itemCount)]),
        sizeBytes: sumOfKnown([day.sizeBytes, ...entries.map(({ sizeBytes }) => sizeBytes)]),
        uncounted: day.uncounted + entries.filter(isUncounted).length,
      },
    });
  }
  return [...days.values()].map(({ day }) => day);
}

function entriesAt(user: User, due: Instant, now: Instant): RetentionAnswer[] {
  return dataEntries(user, now)
    .filter(({ state, until }) =>
      state === 'held' || state === 'purging'
        ? until === due
        : (state === 'onHold' || state === 'inactiveMailbox') && due === farFuture,
    )
    .map((entry) => ({
      ...entry,
      userId: user.id,
      userPrincipalName: user.userPrincipalName,
      displayName: user.displayName,
    }));
}

function fits(entry: RetentionAnswer, { service, state }: RetentionQuery): boolean {
  return (
    (service === null || entry.service === service) && (state === null || entry.state === state)
  );
}

/** What ends at a row's time, and for whom; nothing for an operation's, or for what has no end. */
function entriesOfRow(row: Row): { wakeUp: UserDue; entries: WakeUp['entries'] } | null {
  const wakeUp = wakeUpOf(row);
  if (wakeUp.kind !== 'user' || wakeUp.due === farFuture) return null;
  return { wakeUp, entries: fromWakeUpRow(row).entries };
}

/** Null for a damaged row, which is named where the rows are read. */
function dueOf(row: Row): Instant | null {
  return readEach([row], wakeUpOf, () => undefined)[0]?.due ?? null;
}

function dueWithKey(row: Row): { readonly key: string; readonly wakeUp: Due } {
  return { key: row.key, wakeUp: wakeUpOf(row) };
}

async function readOwners(
  { log }: Session,
  store: TenantStore,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, User>> {
  const wakeUps = readEach(rows, dueWithKey, log).flatMap((found) =>
    found?.wakeUp.kind === 'user' ? [{ key: found.key, userId: found.wakeUp.userId }] : [],
  );
  const users = await loadShownUsers(
    store,
    wakeUps.map(({ userId }) => userId),
    log,
  );
  return new Map(
    wakeUps.flatMap(({ key }, index) => {
      const user = users[index]?.value;
      return user === undefined ? [] : [[key, user]];
    }),
  );
}

function emptyDay(day: string): CalendarDay {
  return { day, users: 0, entries: 0, itemCount: null, sizeBytes: null, uncounted: 0 };
}

function isUncounted({ itemCount, sizeBytes }: WakeUp['entries'][number]): boolean {
  return itemCount === null || sizeBytes === null;
}

/** What is not known is no 0: the sum of nothing known is not known either. */
function sumOfKnown(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((total, number) => total + number, 0);
}
