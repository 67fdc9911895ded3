import { app } from '@azure/functions';
import { z } from 'zod';
import { OperationId } from '../../lib/licensing/ids.ts';
import { readOperation } from '../../lib/operations/audit/read-operations.ts';
import { OperationDetails } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'getOperation',
  method: 'GET',
  path: 'api/operations/{operationId}',
  summary: 'One operation, and whether its message was handled.',
  access: 'read',
  params: z.strictObject({ operationId: OperationId }),
  query: none,
  body: noBody,
  answer: OperationDetails,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params }) => ({
    body: await readOperation(services, call, params.operationId),
  })),
});
