import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { addDays, toInstant } from '../../licensing/time.ts';
import { readCalendar } from './read-calendar.ts';
import type { Session } from '../engine/session.ts';
import type { CalendarDay } from '../engine/answers/shapes.ts';

/** How often a calendar program is asked to look again. */
const lookAgainSeconds = 4 * 60 * 60;

/**
 * The calendar of purges as iCalendar (RFC 5545): an all-day event for each day in UTC on which data ends, with counts
 * and no names. An event keeps its UID as its counts change, so that a subscriber sees one that changed.
 */
export async function retentionIcs(session: Session): Promise<string> {
  const days = await readCalendar(session);
  const calendar = ical({
    prodId: { company: 'Unseat', product: 'Retention', language: 'EN' },
    name: 'Unseat: data that is purged',
    method: ICalCalendarMethod.PUBLISH,
    ttl: lookAgainSeconds,
  });
  for (const day of days) {
    const start = toInstant(day.day);
    calendar.createEvent({
      id: `${session.tenantId}.${day.day}@unseat`,
      stamp: session.now,
      start,
      end: addDays(start, 1),
      allDay: true,
      summary: `Purge: ${counts(day)}`,
      description: describe(day),
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    });
  }
  return calendar.toString();
}

function describe(day: CalendarDay): string {
  const { entries, itemCount, sizeBytes, uncounted } = day;
  const counted = [
    count(entries, 'service'),
    ...known(itemCount, inItems),
    ...known(sizeBytes, inBytes),
  ];
  const rest =
    uncounted === 0
      ? ''
      : ` (how much is in ${uncounted.toLocaleString('en')} of them is not known)`;
  return (
    `On ${day.day} (UTC) data of ${count(day.users, 'user')} reaches its end and is deleted for good: ` +
    `${counted.join(', ')}${rest}. ` +
    'To keep it, assign a license that provides it or place a hold before then.'
  );
}

function counts({ users, itemCount, sizeBytes }: CalendarDay): string {
  return [count(users, 'user'), ...known(itemCount, inItems), ...known(sizeBytes, size)].join(', ');
}

/** What is not known is left out. */
function known(number: number | null, word: (number: number) => string): readonly string[] {
  return number === null ? [] : [word(number)];
}

function inItems(number: number): string {
  return count(number, 'item');
}

function inBytes(number: number): string {
  return count(number, 'byte');
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}

const units = ['KB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes in the unit people read, in steps of 1,000: `512 MB`. */
function size(bytes: number): string {
  let rest = bytes;
  let unit: string | null = null;
  for (const next of units) {
    if (rest < 1000) break;
    rest /= 1000;
    unit = next;
  }
  if (unit === null) return count(bytes, 'byte');
  return `${rest.toLocaleString('en', { maximumSignificantDigits: 3 })} ${unit}`;
}
