import { app } from '@azure/functions';
import { setSignIn } from '../../lib/operations/users/block-user.ts';
import { DryRun, UserParams, noBody } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const unblockUserRoute = route({
  name: 'unblockUser',
  method: 'POST',
  path: 'api/users/{userId}/unblock',
  summary: 'Allow sign-in again.',
  access: 'block',
  params: UserParams,
  query: DryRun,
  body: noBody,
  answer: OperationBody,
  handle: async (session, { params }) => {
    const userId = await requestUser(session, params.userId);
    return { body: operationBody(await setSignIn(session, userId, true)) };
  },
});

app.http(unblockUserRoute.name, serve(unblockUserRoute));
