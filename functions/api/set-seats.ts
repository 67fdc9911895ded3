import { app } from '@azure/functions';
import { z } from 'zod';
import { setSeats } from '../../lib/operations/licenses/set-seats.ts';
import { ProductAnswer } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, SkuParams } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'setSeats',
  method: 'PATCH',
  path: 'api/products/{skuId}',
  summary: 'Set how many seats of a product are paid.',
  access: 'seats',
  params: SkuParams,
  query: DryRun,
  body: z.strictObject({ enabledUnits: z.number().int().min(0).max(10_000_000) }),
  answer: ProductAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params, body }) => ({
    body: await setSeats(services, call, params.skuId, body.enabledUnits),
  })),
});
