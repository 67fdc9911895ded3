import { app } from '@azure/functions';
import { listProducts } from '../lib/operations/read-products.ts';
import { ProductAnswer } from '../lib/operations/shapes.ts';
import { application } from '../lib/http/application.ts';
import { noBody, none } from '../lib/http/inputs.ts';
import { listOf } from '../lib/http/list-answer.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

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
