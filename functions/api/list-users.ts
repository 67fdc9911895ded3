import { app } from '@azure/functions';
import { z } from 'zod';
import { SkuId } from '../../lib/licensing/ids.ts';
import { listUsers } from '../../lib/operations/users/read-users.ts';
import { UserAnswer } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
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
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, query, request }) => {
    const { search = null, state = null, skuId = null, skipToken = null, top } = query;
    const users = await listUsers(services, call, { search, state, skuId, top, skipToken });
    return { body: listAnswer(users, request) };
  }),
});
