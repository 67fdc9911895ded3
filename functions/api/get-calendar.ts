import { app } from '@azure/functions';
import { z } from 'zod';
import { readCalendar } from '../../lib/operations/retention/read-retention.ts';
import { CalendarDay } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'getCalendar',
  method: 'GET',
  path: 'api/retention/calendar',
  summary: 'How much ends on each day.',
  access: 'read',
  params: none,
  query: none,
  body: noBody,
  answer: z.strictObject({ value: z.array(CalendarDay) }),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call }) => ({
    body: { value: await readCalendar(services, call) },
  })),
});
