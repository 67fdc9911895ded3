import { app } from '@azure/functions';
import { z } from 'zod';
import { createCalendarLink } from '../../lib/operations/retention/calendar-links.ts';
import { CalendarLinkCreated, calendarLinkCreated } from '../../lib/api/calendar-link-answer.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const createCalendarLinkRoute = route({
  name: 'createCalendarLink',
  method: 'POST',
  path: 'api/retention/calendar-links',
  summary: 'Make a link that calendar programs read the calendar of purges with; it is shown once.',
  access: 'read',
  params: none,
  query: DryRun,
  body: z
    .strictObject({ name: z.string().trim().min(1).max(100).nullable().default(null) })
    .default({ name: null }),
  answer: CalendarLinkCreated,
  handle: async (session, { body, request }) => {
    const created = await createCalendarLink(session, body.name);
    return { body: calendarLinkCreated(created, request) };
  },
});

app.http(createCalendarLinkRoute.name, serve(createCalendarLinkRoute));
