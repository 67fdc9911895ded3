import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { maxUsersOfActiveUsers } from '../../lib/licensing/paths.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, none, uniqueList } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'unassignAll',
  method: 'POST',
  path: 'api/users/unassign-all',
  summary: 'Active users, several users: take all direct products away.',
  access: 'unassign',
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
    body: await unassignLicenses(services, call, {
      path: 'activeUsers',
      userIds: body.userIds,
      skuIds: 'allDirect',
    }),
  })),
});
