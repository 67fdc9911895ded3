import { z } from 'zod';
import { Instant } from '../../licensing/time.ts';
import { keysUnder } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import type { Versioned } from './document.ts';
import { fromDocument, toDocument } from './document.ts';
import { Caller } from './operation-row.ts';

/** A link a calendar program reads the calendar of purges with, and a hash of its token. */
export const CalendarLinkRow = z.strictObject({
  linkId: z.string(),
  name: z.string().nullable(),
  createdAt: Instant,
  createdBy: Caller,
  tokenHash: z.string(),
});
export type CalendarLinkRow = z.infer<typeof CalendarLinkRow>;

/** Every calendar link of the tenant. */
export const calendarLinkRows: Range = keysUnder('C');

export function calendarLinkKey(linkId: string): string {
  return `C~${linkId}`;
}

export function calendarLinkWrite(link: CalendarLinkRow): Write {
  const properties = toDocument(CalendarLinkRow, link);
  return { kind: 'create', key: calendarLinkKey(link.linkId), properties };
}

/** @throws DamagedRowError when the row does not hold a calendar link */
export function fromCalendarLinkRow(row: Row): Versioned<CalendarLinkRow> {
  return fromDocument('calendar link', CalendarLinkRow, row);
}
