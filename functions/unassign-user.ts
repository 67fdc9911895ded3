import { app } from '@azure/functions';
import { z } from 'zod';
import { SkuId } from '../lib/licensing/ids.ts';
import { maxProductsPerUser } from '../lib/licensing/user.ts';
import { OperationAnswer } from '../lib/operations/result.ts';
import { unassignLicenses } from '../lib/operations/unassign-licenses.ts';
import { application } from '../lib/http/application.ts';
import { DryRun, UserParams, uniqueList } from '../lib/http/inputs.ts';
import { requestUser } from '../lib/http/request-user.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

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
