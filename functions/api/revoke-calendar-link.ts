import { app } from '@azure/functions';
import { z } from 'zod';
import { CalendarLink, revokeCalendarLink } from '../../lib/operations/retention/calendar-links.ts';
import { chosenId, DryRun, noBody } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const revokeCalendarLinkRoute = route({
  name: 'revokeCalendarLink',
  method: 'DELETE',
  path: 'api/retention/calendar-links/{linkId}',
  summary: 'Revoke a calendar link one made; a Global administrator, any of them.',
  access: 'read',
  params: z.strictObject({ linkId: chosenId }),
  query: DryRun,
  body: noBody,
  answer: CalendarLink,
  handle: async (session, { params, principal }) => {
    const mayRevokeAll = principal.rights.has('tenant');
    return { body: await revokeCalendarLink(session, params.linkId, mayRevokeAll) };
  },
});

app.http(revokeCalendarLinkRoute.name, serve(revokeCalendarLinkRoute));
