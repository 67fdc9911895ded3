import { app } from '@azure/functions';
import { listProducts } from '../../lib/operations/licenses/read-products.ts';
import { ProductAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listProductsRoute = route({
  name: 'listProducts',
  method: 'GET',
  path: 'api/products',
  summary: 'Products of the tenant with their seats.',
  access: 'read',
  params: none,
  query: none,
  body: noBody,
  answer: listOf(ProductAnswer),
  handle: async (session) => ({
    body: { value: await listProducts(session), nextLink: null },
  }),
});

app.http(listProductsRoute.name, serve(listProductsRoute));
