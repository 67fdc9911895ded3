import { app } from '@azure/functions';
import { setSignIn } from '../lib/operations/block-user.ts';
import { OperationAnswer } from '../lib/operations/result.ts';
import { application } from '../lib/http/application.ts';
import { DryRun, UserParams, noBody } from '../lib/http/inputs.ts';
import { requestUser } from '../lib/http/request-user.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

const route = defineRoute({
  name: 'blockUser',
  method: 'POST',
  path: 'api/users/{userId}/block',
  summary: 'Stop sign-in at once; licenses and data stay.',
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
    return { body: await setSignIn(services, call, userId, false) };
  }),
});
