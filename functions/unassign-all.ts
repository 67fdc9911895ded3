import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../lib/licensing/ids.ts';
import { maxUsersOfActiveUsers } from '../lib/licensing/paths.ts';
import { OperationAnswer } from '../lib/operations/result.ts';
import { unassignLicenses } from '../lib/operations/unassign-licenses.ts';
import { application } from '../lib/http/application.ts';
import { DryRun, none, uniqueList } from '../lib/http/inputs.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

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
