import { asOf, dataEntries } from '../../licensing/reading.ts';
import type { Service } from '../../licensing/products/service.ts';
import { UserId } from '../../licensing/ids.ts';
import { farFuture } from '../../licensing/time.ts';
import type { Instant } from '../../licensing/time.ts';
import type { DataState, User } from '../../licensing/user.ts';
import { keysUnder, wakeUpDue } from '../../storage/keys.ts';
import { fromWakeUpRow } from '../../storage/rows/user-row.ts';
import type { Row } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import { loadUsers } from '../engine/load-users.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import { clocks } from '../users/read-users.ts';
import type { Services } from '../engine/services.ts';
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
  services: Services,
  call: Call,
  query: RetentionQuery,
): Promise<Slice<RetentionAnswer>> {
  await services.catalogs.of(call.tenantId, call.now);
  const store = new TenantStore(services.tables, call.tenantId);
  const { dueBefore, top, skipToken } = query;
  return scanRows(store, {
    list: 'retention',
    range: keysUnder('D'),
    top,
    skipToken,
    isBeyond: ({ key }) => dueBefore !== null && wakeUpDue(key) >= dueBefore,
    read: async (rows) => {
      const users = await readOwners(store, rows);
      return rows.map((row) => {
        const user = users.get(row.key);
        if (user === undefined) return [];
        const current = asOf(user, clocks(store, call));
        return entriesAt(current, wakeUpDue(row.key), call.now).filter((entry) =>
          fits(entry, query),
        );
      });
    },
  });
}

/** How much ends on each day in UTC, from the soonest on. */
export async function readCalendar(services: Services, call: Call): Promise<CalendarDay[]> {
  await services.catalogs.of(call.tenantId, call.now);
  const store = new TenantStore(services.tables, call.tenantId);
  const days = new Map<string, { day: CalendarDay; users: Set<string> }>();
  for (const row of await store.all(keysUnder('D'))) {
    if (!isOfUser(row)) continue;
    const due = wakeUpDue(row.key);
    if (due === farFuture) continue;
    const { entries } = fromWakeUpRow(row);
    if (entries.length === 0) continue;
    const name = due.slice(0, 10);
    const counted = days.get(name) ?? { day: emptyDay(name), users: new Set<string>() };
    counted.users.add(userIdOf(row));
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
  const ofUsers = rows.filter((row) => isOfUser(row));
  const users = await loadUsers(store, ofUsers.map(userIdOf));
  return new Map(
    ofUsers.flatMap(({ key }, index) => {
      const user = users[index]?.value;
      return user === undefined ? [] : [[key, user]];
    }),
  );
}

function isOfUser({ key }: Row): boolean {
  return !key.includes('~O~');
}

function userIdOf({ key }: Row): UserId {
  return UserId.parse(key.split('~')[2]);
}

function emptyDay(day: string): CalendarDay {
  return { day, users: 0, entries: 0, itemCount: 0, sizeBytes: 0 };
}

function sum(numbers: readonly (number | null)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
