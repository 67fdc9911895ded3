import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { maxUsersOfActiveUsers } from '../../lib/licensing/paths.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { DryRun, none, uniqueList } from '../../lib/api/inputs.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const unassignAllRoute = route({
  name: 'unassignAll',
  method: 'POST',
  path: 'api/users/unassign-all',
  summary: 'Active users, several users: take all direct products away.',
  access: 'unassign',
  params: none,
  query: DryRun,
  body: z.strictObject({ userIds: uniqueList(UserId, maxUsersOfActiveUsers, 'user ids') }),
  answer: OperationBody,
  handle: async (session, { body }) => ({
    body: operationBody(
      await unassignLicenses(session, {
        path: 'activeUsers',
        userIds: body.userIds,
        skuIds: 'allDirect',
      }),
    ),
  }),
});

app.http(unassignAllRoute.name, serve(unassignAllRoute));
