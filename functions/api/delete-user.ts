import { app } from '@azure/functions';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { DryRun, UserParams, noBody } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const deleteUserRoute = route({
  name: 'deleteUser',
  method: 'DELETE',
  path: 'api/users/{userId}',
  summary: 'Delete a user of the cloud; its seats are free at once, its data is held.',
  access: 'delete',
  params: UserParams,
  query: DryRun,
  body: noBody,
  answer: OperationBody,
  handle: async (session, { params }) => ({
    body: operationBody(
      await deleteUsers(session, {
        path: 'deleteUser',
        userIds: [await requestUser(session, params.userId)],
      }),
    ),
  }),
});

app.http(deleteUserRoute.name, serve(deleteUserRoute));
