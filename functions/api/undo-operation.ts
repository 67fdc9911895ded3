import { app } from '@azure/functions';
import { z } from 'zod';
import { OperationId } from '../../lib/licensing/ids.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { DryRun, noBody } from '../../lib/api/inputs.ts';
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
  answer: OperationAnswer,
  handle: async (session, { params }) => ({
    body: await undoOperation(session, session, params.operationId),
  }),
});

app.http(undoOperationRoute.name, serve(undoOperationRoute));
