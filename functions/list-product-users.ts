import { app } from '@azure/functions';
import { z } from 'zod';
import { readProduct } from '../lib/operations/read-products.ts';
import { listUsers } from '../lib/operations/read-users.ts';
import { UserAnswer } from '../lib/operations/shapes.ts';
import { application } from '../lib/http/application.ts';
import { SkuParams, noBody, paging } from '../lib/http/inputs.ts';
import { listAnswer, listOf } from '../lib/http/list-answer.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

const route = defineRoute({
  name: 'listProductUsers',
  method: 'GET',
  path: 'api/products/{skuId}/users',
  summary: 'Who holds a product.',
  access: 'read',
  params: SkuParams,
  query: z.strictObject(paging),
  body: noBody,
  answer: listOf(UserAnswer),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params, query, request }) => {
    await readProduct(services, call, params.skuId);
    const { top, skipToken = null } = query;
    const filter = { search: null, state: null, skuId: params.skuId };
    const users = await listUsers(services, call, { ...filter, top, skipToken });
    return { body: listAnswer(users, request) };
  }),
});
