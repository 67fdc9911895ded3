import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { listOperations } from '../../lib/operations/audit/read-operations.ts';
import { OperationDetails } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'listOperations',
  method: 'GET',
  path: 'api/operations',
  summary: 'What was done, newest first.',
  access: 'read',
  params: none,
  query: z.strictObject({ userId: UserId.optional(), ...paging }),
  body: noBody,
  answer: listOf(OperationDetails),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, query, request }) => {
    const { userId = null, skipToken = null, top } = query;
    const operations = await listOperations(services, call, { userId, top, skipToken });
    return { body: listAnswer(operations, request) };
  }),
});
