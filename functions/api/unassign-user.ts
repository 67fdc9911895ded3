import { app } from '@azure/functions';
import { z } from 'zod';
import { SkuId } from '../../lib/licensing/ids.ts';
import { maxProductsPerUser } from '../../lib/licensing/user.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { DryRun, UserParams, uniqueList } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const unassignUserRoute = route({
  name: 'unassignUser',
  method: 'POST',
  path: 'api/users/{userId}/unassign',
  summary: 'Active users, one user: take chosen products away with all services under them.',
  access: 'unassign',
  params: UserParams,
  query: DryRun,
  body: z.strictObject({ skuIds: uniqueList(SkuId, maxProductsPerUser, 'product ids') }),
  answer: OperationBody,
  handle: async (session, { params, body }) => ({
    body: operationBody(
      await unassignLicenses(session, {
        path: 'activeUser',
        userIds: [await requestUser(session, params.userId)],
        skuIds: body.skuIds,
      }),
    ),
  }),
});

app.http(unassignUserRoute.name, serve(unassignUserRoute));
