import { app } from '@azure/functions';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, UserParams, noBody } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'deleteUser',
  method: 'DELETE',
  path: 'api/users/{userId}',
  summary: 'Delete a user of the cloud; its seats are free at once, its data is held.',
  access: 'delete',
  params: UserParams,
  query: DryRun,
  body: noBody,
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params }) => ({
    body: await deleteUsers(services, call, {
      path: 'deleteUser',
      userIds: [await requestUser(services, call, params.userId)],
    }),
  })),
});
