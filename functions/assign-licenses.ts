import { app } from '@azure/functions';
import { z } from 'zod';
import { PlanId, SkuId } from '../lib/licensing/ids.ts';
import { maxProductsPerUser } from '../lib/licensing/user.ts';
import { assignLicenses } from '../lib/operations/assign-licenses.ts';
import { OperationAnswer } from '../lib/operations/result.ts';
import { application } from '../lib/http/application.ts';
import { DryRun, UserParams } from '../lib/http/inputs.ts';
import { requestUser } from '../lib/http/request-user.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

const route = defineRoute({
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
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params, body }) => {
    const userId = await requestUser(services, call, params.userId);
    return { body: await assignLicenses(services, call, userId, body.licenses) };
  }),
});
