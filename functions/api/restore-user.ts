import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, noBody } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'restoreUser',
  method: 'POST',
  path: 'api/users/{userId}/restore',
  summary: 'Bring back a deleted user with the licenses it had, as far as seats are free.',
  access: 'delete',
  params: z.strictObject({ userId: UserId }),
  query: DryRun,
  body: noBody,
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params }) => ({
    body: await restoreUser(services, call, params.userId),
  })),
});
