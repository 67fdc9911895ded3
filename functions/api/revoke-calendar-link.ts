import { app } from '@azure/functions';
import { z } from 'zod';
import { CalendarLink, revokeCalendarLink } from '../../lib/operations/retention/calendar-links.ts';
import { application } from '../../lib/http/application.ts';
import { chosenId, DryRun, noBody } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'revokeCalendarLink',
  method: 'DELETE',
  path: 'api/retention/calendar-links/{linkId}',
  summary: 'Revoke a calendar link one made; a Global administrator, any of them.',
  access: 'read',
  params: z.strictObject({ linkId: chosenId }),
  query: DryRun,
  body: noBody,
  answer: CalendarLink,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params, principal }) => {
    const mayRevokeAll = principal.rights.has('tenant');
    return { body: await revokeCalendarLink(services, call, params.linkId, mayRevokeAll) };
  }),
});
