import { app } from '@azure/functions';
import { z } from 'zod';
import { readProduct } from '../../lib/operations/licenses/read-products.ts';
import { listUsers } from '../../lib/operations/users/lists/list-users.ts';
import { everybody } from '../../lib/operations/users/lists/user-filter.ts';
import { holderRow } from '../../lib/operations/users/lists/user-rows.ts';
import { userAnswer } from '../../lib/operations/users/read-users.ts';
import { HolderRow, UserAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import {
  hasTopOfView,
  noBody,
  SkuParams,
  tooManyForView,
  viewPaging,
} from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { searchParam } from '../../lib/api/user-filter-input.ts';

export const listProductUsersRoute = route({
  name: 'listProductUsers',
  method: 'GET',
  path: 'api/products/{skuId}/users',
  summary: 'Who holds a product; with view=list, directly or through which group, in which state.',
  access: 'read',
  params: SkuParams,
  query: z
    .strictObject({ search: searchParam, ...viewPaging })
    .refine(hasTopOfView, tooManyForView),
  body: noBody,
  answer: z.union([listOf(UserAnswer), listOf(HolderRow)]),
  handle: async (session, { params, query, request }) => {
    const { skuId } = params;
    await readProduct(session, skuId);
    const { search = null, view, top, skipToken = null } = query;
    const filter = { ...everybody, search, skuId };
    const page = { top, skipToken };
    const users =
      view === 'list'
        ? await listUsers(session, filter, page, (user, catalog) => holderRow(user, skuId, catalog))
        : await listUsers(session, filter, page, (user, catalog) =>
            userAnswer(user, catalog, session.now),
          );
    return { body: listAnswer<unknown>(users, request) };
  },
});

app.http(listProductUsersRoute.name, serve(listProductUsersRoute));
