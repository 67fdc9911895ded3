import { app } from '@azure/functions';
import { readProduct } from '../../lib/operations/licenses/read-products.ts';
import { ProductAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { SkuParams, noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const getProductRoute = route({
  name: 'getProduct',
  method: 'GET',
  path: 'api/products/{skuId}',
  summary: 'One product with its seats and service plans.',
  access: 'read',
  params: SkuParams,
  query: none,
  body: noBody,
  answer: ProductAnswer,
  handle: async (session, { params }) => ({
    body: await readProduct(session, params.skuId),
  }),
});

app.http(getProductRoute.name, serve(getProductRoute));
