import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { maxUsersOnLicensesPage } from '../../lib/licensing/paths.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { DryRun, SkuParams, uniqueList } from '../../lib/api/inputs.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const unassignProductRoute = route({
  name: 'unassignProduct',
  method: 'POST',
  path: 'api/products/{skuId}/unassign',
  summary: 'Licenses page: take one product away from 1 to 20 users.',
  access: 'unassign',
  params: SkuParams,
  query: DryRun,
  body: z.strictObject({ userIds: uniqueList(UserId, maxUsersOnLicensesPage, 'user ids') }),
  answer: OperationBody,
  handle: async (session, { params, body }) => ({
    body: operationBody(
      await unassignLicenses(session, {
        path: 'licensesPage',
        userIds: body.userIds,
        skuIds: [params.skuId],
      }),
    ),
  }),
});

app.http(unassignProductRoute.name, serve(unassignProductRoute));
