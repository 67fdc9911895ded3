import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { PurgeAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { listPurges } from '../../lib/operations/purge/read-purges.ts';
import { instantParam, noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listPurgesRoute = route({
  name: 'listPurges',
  method: 'GET',
  path: 'api/purges',
  summary:
    'What was deleted for good, newest first: from one instant on, before another, of one user.',
  access: 'read',
  params: none,
  query: z
    .strictObject({
      from: instantParam.optional(),
      to: instantParam.optional(),
      userId: UserId.optional(),
      ...paging,
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
      path: ['to'],
      error: 'is not after from',
    }),
  body: noBody,
  answer: listOf(PurgeAnswer),
  handle: async (session, { query, request }) => {
    const { from = null, to = null, userId = null, skipToken = null, top } = query;
    const purges = await listPurges(session, { from, to, userId, skipToken, top });
    return { body: listAnswer(purges, request) };
  },
});

app.http(listPurgesRoute.name, serve(listPurgesRoute));
