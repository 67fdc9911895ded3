import { app } from '@azure/functions';
import { z } from 'zod';
import { Service } from '../../lib/licensing/products/service.ts';
import { ItemInput, toNewItem } from '../../lib/operations/held-data/item-input.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { itemAnswer } from '../../lib/operations/held-data/read-data.ts';
import { ItemAnswer } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, itemParam, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'putItem',
  method: 'PUT',
  path: 'api/users/{userId}/data/{service}/items/{itemId}',
  summary: 'Keep an item for an account.',
  access: 'delete',
  params: z.strictObject({ userId: userParam, service: Service, itemId: itemParam }),
  query: DryRun,
  body: ItemInput,
  answer: ItemAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params, body }) => {
    const { service, itemId } = params;
    const userId = await requestUser(services, call, params.userId);
    const put = await putItems(services, call, userId, service, [toNewItem(itemId, body)]);
    return { body: put.items.map((item) => itemAnswer(service, item))[0] };
  }),
});
