import { app } from '@azure/functions';
import { z } from 'zod';
import { HoldAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { listHolds } from '../../lib/operations/held-data/read-holds.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listHoldsRoute = route({
  name: 'listHolds',
  method: 'GET',
  path: 'api/holds',
  summary: 'Every hold, also on the data of people who are deleted or gone.',
  access: 'read',
  params: none,
  query: z.strictObject(paging),
  body: noBody,
  answer: listOf(HoldAnswer),
  handle: async (session, { query, request }) => {
    const { top, skipToken = null } = query;
    return { body: listAnswer(await listHolds(session, { top, skipToken }), request) };
  },
});

app.http(listHoldsRoute.name, serve(listHoldsRoute));
