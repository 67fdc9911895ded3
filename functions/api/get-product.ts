import { app } from '@azure/functions';
import { readProduct } from '../../lib/operations/licenses/read-products.ts';
import { ProductAnswer } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { SkuParams, noBody, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'getProduct',
  method: 'GET',
  path: 'api/products/{skuId}',
  summary: 'One product with its seats and service plans.',
  access: 'read',
  params: SkuParams,
  query: none,
  body: noBody,
  answer: ProductAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params }) => ({
    body: await readProduct(services, call, params.skuId),
  })),
});
