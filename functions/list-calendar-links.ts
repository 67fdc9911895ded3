import { app } from '@azure/functions';
import { z } from 'zod';
import { CalendarLink, listCalendarLinks } from '../lib/operations/calendar-links.ts';
import { application } from '../lib/http/application.ts';
import { noBody, none } from '../lib/http/inputs.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

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
