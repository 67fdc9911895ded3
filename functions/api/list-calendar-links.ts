import { app } from '@azure/functions';
import { z } from 'zod';
import { CalendarLink, listCalendarLinks } from '../../lib/operations/retention/calendar-links.ts';
import { application } from '../../lib/http/application.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'listCalendarLinks',
  method: 'GET',
  path: 'api/retention/calendar-links',
  summary: 'The calendar links of the tenant, without their tokens.',
  access: 'read',
  params: none,
  query: none,
  body: noBody,
  answer: z.strictObject({ value: z.array(CalendarLink) }),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call }) => ({
    body: { value: await listCalendarLinks(services, call) },
  })),
});
