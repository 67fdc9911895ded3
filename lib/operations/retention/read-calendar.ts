import { farFuture } from '../../licensing/time.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import type { Due, WakeUp } from '../../storage/rows/wake-up-row.ts';
import { fromWakeUpRow, wakeUpOf, wakeUpRows } from '../../storage/rows/wake-up-row.ts';
import type { Row } from '../../storage/tables.ts';
import type { CalendarDay } from '../engine/answers/shapes.ts';
import type { Session } from '../engine/session.ts';

type UserDue = Extract<Due, { readonly kind: 'user' }>;

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

/** What ends at a row's time, and for whom; nothing for an operation's, or for what has no end. */
function entriesOfRow(row: Row): { wakeUp: UserDue; entries: WakeUp['entries'] } | null {
  const wakeUp = wakeUpOf(row);
  if (wakeUp.kind !== 'user' || wakeUp.due === farFuture) return null;
  return { wakeUp, entries: fromWakeUpRow(row).entries };
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
