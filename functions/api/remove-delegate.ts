import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { removeDelegate } from '../../lib/operations/held-data/delegate-data.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, noBody, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'removeDelegate',
  method: 'DELETE',
  path: 'api/users/{userId}/delegates/{delegateId}',
  summary: 'Take the read access away again.',
  access: 'delete',
  params: z.strictObject({ userId: userParam, delegateId: UserId }),
  query: DryRun,
  body: noBody,
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params }) => {
    const userId = await requestUser(services, call, params.userId);
    return { body: await removeDelegate(services, call, userId, params.delegateId) };
  }),
});
