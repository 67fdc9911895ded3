import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { NewUserPrincipalName } from '../../lib/licensing/user-principal-name.ts';
import { DryRun } from '../../lib/api/inputs.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const restoreUserRoute = route({
  name: 'restoreUser',
  method: 'POST',
  path: 'api/users/{userId}/restore',
  summary:
    'Bring back a deleted user, under a new name if it is told, with the licenses it had, as far as seats are free.',
  access: 'delete',
  params: z.strictObject({ userId: UserId }),
  query: DryRun,
  body: z.strictObject({ userPrincipalName: NewUserPrincipalName.optional() }).default({}),
  answer: OperationBody,
  handle: async (session, { params, body }) => ({
    body: operationBody(await restoreUser(session, params.userId, body.userPrincipalName ?? null)),
  }),
});

app.http(restoreUserRoute.name, serve(restoreUserRoute));
