import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { maxUsersOfActiveUsers } from '../../lib/licensing/paths.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { DryRun, none, uniqueList } from '../../lib/api/inputs.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const deleteSyncedUsersRoute = route({
  name: 'deleteSyncedUsers',
  method: 'POST',
  path: 'api/directory-sync/deletions',
  summary: 'Directory sync: users that were removed on premises.',
  access: 'delete',
  params: none,
  query: DryRun,
  body: z.strictObject({ userIds: uniqueList(UserId, maxUsersOfActiveUsers, 'user ids') }),
  answer: OperationBody,
  handle: async (session, { body }) => ({
    body: operationBody(
      await deleteUsers(session, { path: 'directorySync', userIds: body.userIds }),
    ),
  }),
});

app.http(deleteSyncedUsersRoute.name, serve(deleteSyncedUsersRoute));
