import { asOf, dataEntries } from '../../licensing/reading.ts';
import type { Service } from '../../licensing/products/service.ts';
import { farFuture } from '../../licensing/time.ts';
import type { Instant } from '../../licensing/time.ts';
import type { DataState, User } from '../../licensing/user.ts';
import { fromWakeUpRow, wakeUpOf, wakeUpRows } from '../../storage/rows/wake-up-row.ts';
import type { Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { loadUsers } from '../engine/load-users.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import { clocks } from '../users/read-users.ts';
import type { Session } from '../engine/session.ts';
import type { CalendarDay, RetentionAnswer } from '../engine/shapes.ts';

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
  const { dueBefore, top, skipToken } = query;
  return scanRows(store, {
    list: 'retention',
    range: wakeUpRows,
    top,
    skipToken,
    isBeyond: (row) => dueBefore !== null && wakeUpOf(row).due >= dueBefore,
    read: async (rows) => {
      const users = await readOwners(store, rows);
      return rows.map((row) => {
        const user = users.get(row.key);
        if (user === undefined) return [];
        const current = asOf(user, clocks(store, session));
        return entriesAt(current, wakeUpOf(row).due, session.now).filter((entry) =>
          fits(entry, query),
        );
      });
    },
  });
}

/** How much ends on each day in UTC, from the soonest on. */
export async function readCalendar(session: Session): Promise<CalendarDay[]> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const days = new Map<string, { day: CalendarDay; users: Set<string> }>();
  for (const row of await store.all(wakeUpRows)) {
    const wakeUp = wakeUpOf(row);
    if (wakeUp.kind !== 'user' || wakeUp.due === farFuture) continue;
    const { entries } = fromWakeUpRow(row);
    if (entries.length === 0) continue;
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
        itemCount: day.itemCount + sum(entries.map(({ itemCount }) => itemCount)),
        sizeBytes: day.sizeBytes + sum(entries.map(({ sizeBytes }) => sizeBytes)),
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

async function readOwners(
  store: TenantStore,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, User>> {
  const wakeUps = rows.flatMap((row) => {
    const wakeUp = wakeUpOf(row);
    return wakeUp.kind === 'user' ? [{ key: row.key, userId: wakeUp.userId }] : [];
  });
  const users = await loadUsers(
    store,
    wakeUps.map(({ userId }) => userId),
  );
  return new Map(
    wakeUps.flatMap(({ key }, index) => {
      const user = users[index]?.value;
      return user === undefined ? [] : [[key, user]];
    }),
  );
}

function emptyDay(day: string): CalendarDay {
  return { day, users: 0, entries: 0, itemCount: 0, sizeBytes: 0 };
}

function sum(numbers: readonly (number | null)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
