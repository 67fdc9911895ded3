import { app } from '@azure/functions';
import { z } from 'zod';
import { OperationId } from '../../lib/licensing/ids.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, noBody } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'undoOperation',
  method: 'POST',
  path: 'api/operations/{operationId}/undo',
  summary: 'Give back exactly what an operation took.',
  access: 'unassign',
  params: z.strictObject({ operationId: OperationId }),
  query: DryRun,
  body: noBody,
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params }) => ({
    body: await undoOperation(services, call, params.operationId),
  })),
});
