import { app } from '@azure/functions';
import { z } from 'zod';
import { createCalendarLink } from '../../lib/operations/retention/calendar-links.ts';
import { application } from '../../lib/http/application.ts';
import { CalendarLinkCreated, calendarLinkCreated } from '../../lib/api/calendar-link-answer.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
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
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, body, request }) => {
    const created = await createCalendarLink(services, call, body.name);
    return { body: calendarLinkCreated(created, request) };
  }),
});
