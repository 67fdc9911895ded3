import { app } from '@azure/functions';
import { setSignIn } from '../../lib/operations/users/block-user.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, UserParams, noBody } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'unblockUser',
  method: 'POST',
  path: 'api/users/{userId}/unblock',
  summary: 'Allow sign-in again.',
  access: 'block',
  params: UserParams,
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
    return { body: await setSignIn(services, call, userId, true) };
  }),
});
