import { app } from '@azure/functions';
import { z } from 'zod';
import { PlanId, SkuId } from '../../lib/licensing/ids.ts';
import { maxProductsPerUser } from '../../lib/licensing/user.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { DryRun, UserParams } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const assignLicensesRoute = route({
  name: 'assignLicenses',
  method: 'POST',
  path: 'api/users/{userId}/assign',
  summary: 'Give products to a user; held data that they provide comes back.',
  access: 'unassign',
  params: UserParams,
  query: DryRun,
  body: z.strictObject({
    licenses: z
      .array(z.strictObject({ skuId: SkuId, disabledPlans: z.array(PlanId).max(500).default([]) }))
      .min(1, 'names no product')
      .max(maxProductsPerUser)
      .refine(
        (licenses) => new Set(licenses.map(({ skuId }) => skuId)).size === licenses.length,
        'names a product twice',
      ),
  }),
  answer: OperationBody,
  handle: async (session, { params, body }) => {
    const userId = await requestUser(session, params.userId);
    return { body: operationBody(await assignLicenses(session, userId, body.licenses)) };
  },
});

app.http(assignLicensesRoute.name, serve(assignLicensesRoute));
