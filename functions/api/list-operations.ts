import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { listOperationRows, listOperations } from '../../lib/operations/audit/list-operations.ts';
import { OperationPath } from '../../lib/operations/engine/answers/result.ts';
import {
  OperationDetails,
  OperationListRow,
} from '../../lib/operations/engine/answers/operation-shapes.ts';
import {
  hasTopOfView,
  instantParam,
  noBody,
  none,
  tooManyForView,
  viewPaging,
} from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { detailsBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listOperationsRoute = route({
  name: 'listOperations',
  method: 'GET',
  path: 'api/operations',
  summary:
    'What was done, newest first: on one user, in one way, by somebody, between two instants.',
  access: 'read',
  params: none,
  query: z
    .strictObject({
      userId: UserId.optional(),
      path: OperationPath.optional(),
      by: z.string().max(100).optional().describe('The id of who made the request.'),
      from: instantParam.optional(),
      to: instantParam.optional(),
      ...viewPaging,
    })
    .refine(hasTopOfView, tooManyForView)
    .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
      path: ['to'],
      error: 'is not after from',
    }),
  body: noBody,
  answer: z.union([listOf(OperationDetails), listOf(OperationListRow)]),
  handle: async (session, { query, request }) => {
    const { userId = null, path = null, by = null, from = null, to = null } = query;
    const { view, top, skipToken = null } = query;
    const asked = { userId, path, by, from, to, top, skipToken };
    if (view === 'list') {
      return { body: listAnswer(await listOperationRows(session, asked), request) };
    }
    const operations = await listOperations(session, asked);
    const value = operations.value.map(detailsBody);
    return { body: listAnswer({ ...operations, value }, request) };
  },
});

app.http(listOperationsRoute.name, serve(listOperationsRoute));
