import { app } from '@azure/functions';
import { listRetention } from '../../lib/operations/retention/read-retention.ts';
import { RetentionAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { RetentionParams, toRetentionFilter } from '../../lib/api/retention-input.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listRetentionRoute = route({
  name: 'listRetention',
  method: 'GET',
  path: 'api/retention',
  summary:
    'Everything held, soonest first, with who and what began it: of one user, between two instants.',
  access: 'read',
  params: none,
  query: RetentionParams,
  body: noBody,
  answer: listOf(RetentionAnswer),
  handle: async (session, { query, request }) => {
    const held = await listRetention(session, { ...toRetentionFilter(query), top: query.top });
    return { body: listAnswer(held, request) };
  },
});

app.http(listRetentionRoute.name, serve(listRetentionRoute));
