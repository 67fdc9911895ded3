import { app } from '@azure/functions';
import { z } from 'zod';
import { OperationId } from '../../lib/licensing/ids.ts';
import { readOperation } from '../../lib/operations/audit/read-operations.ts';
import { OperationDetails } from '../../lib/operations/engine/answers/operation-shapes.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { detailsBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const getOperationRoute = route({
  name: 'getOperation',
  method: 'GET',
  path: 'api/operations/{operationId}',
  summary: 'One operation, and whether its message was handled.',
  access: 'read',
  params: z.strictObject({ operationId: OperationId }),
  query: none,
  body: noBody,
  answer: OperationDetails,
  handle: async (session, { params }) => ({
    body: detailsBody(await readOperation(session, params.operationId)),
  }),
});

app.http(getOperationRoute.name, serve(getOperationRoute));
