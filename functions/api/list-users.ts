import { app } from '@azure/functions';
import { z } from 'zod';
import { SkuId } from '../../lib/licensing/ids.ts';
import { listUsers } from '../../lib/operations/users/read-users.ts';
import { UserAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listUsersRoute = route({
  name: 'listUsers',
  method: 'GET',
  path: 'api/users',
  summary: 'Users of the tenant, also deleted ones that can be restored.',
  access: 'read',
  params: none,
  query: z.strictObject({
    search: z.string().trim().min(1).max(150).optional(),
    state: z.enum(['active', 'deleted']).optional(),
    skuId: SkuId.optional(),
    ...paging,
  }),
  body: noBody,
  answer: listOf(UserAnswer),
  handle: async (session, { query, request }) => {
    const { search = null, state = null, skuId = null, skipToken = null, top } = query;
    const users = await listUsers(session, { search, state, skuId, top, skipToken });
    return { body: listAnswer(users, request) };
  },
});

app.http(listUsersRoute.name, serve(listUsersRoute));
