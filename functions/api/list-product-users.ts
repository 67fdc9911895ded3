import { app } from '@azure/functions';
import { z } from 'zod';
import { readProduct } from '../../lib/operations/licenses/read-products.ts';
import { listUsers } from '../../lib/operations/users/read-users.ts';
import { UserAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { SkuParams, noBody, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listProductUsersRoute = route({
  name: 'listProductUsers',
  method: 'GET',
  path: 'api/products/{skuId}/users',
  summary: 'Who holds a product.',
  access: 'read',
  params: SkuParams,
  query: z.strictObject(paging),
  body: noBody,
  answer: listOf(UserAnswer),
  handle: async (session, { params, query, request }) => {
    await readProduct(session, params.skuId);
    const { top, skipToken = null } = query;
    const filter = { search: null, state: null, skuId: params.skuId };
    const users = await listUsers(session, { ...filter, top, skipToken });
    return { body: listAnswer(users, request) };
  },
});

app.http(listProductUsersRoute.name, serve(listProductUsersRoute));
