import { app } from '@azure/functions';
import { z } from 'zod';
import { SkuId } from '../../lib/licensing/ids.ts';
import { maxProductsPerUser } from '../../lib/licensing/user.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, UserParams, uniqueList } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'unassignUser',
  method: 'POST',
  path: 'api/users/{userId}/unassign',
  summary: 'Active users, one user: take chosen products away with all services under them.',
  access: 'unassign',
  params: UserParams,
  query: DryRun,
  body: z.strictObject({ skuIds: uniqueList(SkuId, maxProductsPerUser, 'product ids') }),
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params, body }) => ({
    body: await unassignLicenses(services, call, {
      path: 'activeUser',
      userIds: [await requestUser(services, call, params.userId)],
      skuIds: body.skuIds,
    }),
  })),
});
