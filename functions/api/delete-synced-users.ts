import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { maxUsersOfActiveUsers } from '../../lib/licensing/paths.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, none, uniqueList } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'deleteSyncedUsers',
  method: 'POST',
  path: 'api/directory-sync/deletions',
  summary: 'Directory sync: users that were removed on premises.',
  access: 'delete',
  params: none,
  query: DryRun,
  body: z.strictObject({ userIds: uniqueList(UserId, maxUsersOfActiveUsers, 'user ids') }),
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, body }) => ({
    body: await deleteUsers(services, call, { path: 'directorySync', userIds: body.userIds }),
  })),
});
