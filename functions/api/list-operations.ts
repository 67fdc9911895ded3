import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { listOperations } from '../../lib/operations/audit/read-operations.ts';
import { OperationDetails } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { detailsBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listOperationsRoute = route({
  name: 'listOperations',
  method: 'GET',
  path: 'api/operations',
  summary: 'What was done, newest first.',
  access: 'read',
  params: none,
  query: z.strictObject({ userId: UserId.optional(), ...paging }),
  body: noBody,
  answer: listOf(OperationDetails),
  handle: async (session, { query, request }) => {
    const { userId = null, skipToken = null, top } = query;
    const operations = await listOperations(session, { userId, top, skipToken });
    const value = operations.value.map(detailsBody);
    return { body: listAnswer({ ...operations, value }, request) };
  },
});

app.http(listOperationsRoute.name, serve(listOperationsRoute));
