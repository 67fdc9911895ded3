import { app } from '@azure/functions';
import { z } from 'zod';
import { listRetention } from '../../lib/operations/retention/read-retention.ts';
import { RetentionAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { retentionFilters } from '../../lib/api/retention-input.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listRetentionRoute = route({
  name: 'listRetention',
  method: 'GET',
  path: 'api/retention',
  summary: 'Everything held, soonest first.',
  access: 'read',
  params: none,
  query: z.strictObject({
    ...retentionFilters,
    ...paging,
  }),
  body: noBody,
  answer: listOf(RetentionAnswer),
  handle: async (session, { query, request }) => {
    const { service = null, state = null, dueBefore = null, skipToken = null, top } = query;
    const filter = { service, state, dueBefore };
    const held = await listRetention(session, { ...filter, top, skipToken });
    return { body: listAnswer(held, request) };
  },
});

app.http(listRetentionRoute.name, serve(listRetentionRoute));
