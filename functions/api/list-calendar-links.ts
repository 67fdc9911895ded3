import { app } from '@azure/functions';
import { z } from 'zod';
import { CalendarLink, listCalendarLinks } from '../../lib/operations/retention/calendar-links.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listCalendarLinksRoute = route({
  name: 'listCalendarLinks',
  method: 'GET',
  path: 'api/retention/calendar-links',
  summary: 'The calendar links of the tenant, without their tokens.',
  access: 'read',
  params: none,
  query: none,
  body: noBody,
  answer: z.strictObject({ value: z.array(CalendarLink) }),
  handle: async (session) => ({
    body: { value: await listCalendarLinks(session) },
  }),
});

app.http(listCalendarLinksRoute.name, serve(listCalendarLinksRoute));
