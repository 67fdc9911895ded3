import { app } from '@azure/functions';
import { z } from 'zod';
import { OperationId } from '../../lib/licensing/ids.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { DryRun, noBody } from '../../lib/api/inputs.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const undoOperationRoute = route({
  name: 'undoOperation',
  method: 'POST',
  path: 'api/operations/{operationId}/undo',
  summary: 'Give back exactly what an operation took.',
  access: 'unassign',
  params: z.strictObject({ operationId: OperationId }),
  query: DryRun,
  body: noBody,
  answer: OperationBody,
  handle: async (session, { params }) => ({
    body: operationBody(await undoOperation(session, params.operationId)),
  }),
});

app.http(undoOperationRoute.name, serve(undoOperationRoute));
