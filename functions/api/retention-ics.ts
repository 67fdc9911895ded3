import { app } from '@azure/functions';
import { z } from 'zod';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const retentionIcsRoute = route({
  name: 'retentionIcs',
  method: 'GET',
  path: 'api/retention.ics',
  summary: 'The calendar of purges, for calendar programs to subscribe to.',
  access: 'readOrCalendarLink',
  params: none,
  query: z.strictObject({
    token: z
      .string()
      .max(200)
      .optional()
      .describe('Of a calendar link, instead of a bearer token.'),
  }),
  body: noBody,
  answer: z.string(),
  contentType: 'text/calendar',
  handle: async (session) => {
    // Needed by nothing else, so a cold start does not load it.
    const { retentionIcs } = await import('../../lib/operations/retention/retention-ics.ts');
    const headers = {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="retention.ics"',
    };
    return { body: await retentionIcs(session), headers };
  },
});

app.http(retentionIcsRoute.name, serve(retentionIcsRoute));
