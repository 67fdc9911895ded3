import { app } from '@azure/functions';
import { z } from 'zod';
import { readCalendar } from '../../lib/operations/retention/read-calendar.ts';
import { CalendarDay } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const getCalendarRoute = route({
  name: 'getCalendar',
  method: 'GET',
  path: 'api/retention/calendar',
  summary: 'How much ends on each day.',
  access: 'read',
  params: none,
  query: none,
  body: noBody,
  answer: z.strictObject({ value: z.array(CalendarDay) }),
  handle: async (session) => ({
    body: { value: await readCalendar(session) },
  }),
});

app.http(getCalendarRoute.name, serve(getCalendarRoute));
