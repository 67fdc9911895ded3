import { app } from '@azure/functions';
import { listProducts } from '../../lib/operations/licenses/read-products.ts';
import { ProductAnswer } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { listOf } from '../../lib/api/list-answer.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'listProducts',
  method: 'GET',
  path: 'api/products',
  summary: 'Products of the tenant with their seats.',
  access: 'read',
  params: none,
  query: none,
  body: noBody,
  answer: listOf(ProductAnswer),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call }) => ({
    body: { value: await listProducts(services, call), nextLink: null },
  })),
});
