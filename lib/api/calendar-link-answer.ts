import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import { CalendarLink } from '../operations/retention/calendar-links.ts';

/** A new link with the address a calendar program subscribes to. */
export const CalendarLinkCreated = z.strictObject({
  dryRun: z.boolean(),
  link: CalendarLink.nullable().describe('Null for a dry run: nothing was made.'),
  url: z.string().nullable().describe('Shown this once. Whoever has it reads the calendar.'),
});
export type CalendarLinkCreated = z.infer<typeof CalendarLinkCreated>;

/** The answer to the one who made a link; null where nothing was made. */
export function calendarLinkCreated(
  created: { readonly link: CalendarLink; readonly token: string } | null,
  request: HttpRequest,
): CalendarLinkCreated {
  if (created === null) return { dryRun: true, link: null, url: null };
  const url = new URL('/api/retention.ics', request.url);
  url.searchParams.set('token', created.token);
  return { dryRun: false, link: created.link, url: url.href };
}
