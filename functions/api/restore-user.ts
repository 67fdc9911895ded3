import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { DryRun, noBody } from '../../lib/api/inputs.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const restoreUserRoute = route({
  name: 'restoreUser',
  method: 'POST',
  path: 'api/users/{userId}/restore',
  summary: 'Bring back a deleted user with the licenses it had, as far as seats are free.',
  access: 'delete',
  params: z.strictObject({ userId: UserId }),
  query: DryRun,
  body: noBody,
  answer: OperationBody,
  handle: async (session, { params }) => ({
    body: operationBody(await restoreUser(session, params.userId)),
  }),
});

app.http(restoreUserRoute.name, serve(restoreUserRoute));
