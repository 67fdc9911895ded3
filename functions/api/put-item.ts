import { app } from '@azure/functions';
import { z } from 'zod';
import { Service } from '../../lib/licensing/products/service.ts';
import { ItemInput, toNewItem } from '../../lib/operations/held-data/item-input.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { itemAnswer } from '../../lib/operations/held-data/read-data.ts';
import { ItemAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { DryRun, itemParam, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const putItemRoute = route({
  name: 'putItem',
  method: 'PUT',
  path: 'api/users/{userId}/data/{service}/items/{itemId}',
  summary: 'Keep an item for an account.',
  access: 'delete',
  params: z.strictObject({ userId: userParam, service: Service, itemId: itemParam }),
  query: DryRun,
  body: ItemInput,
  answer: ItemAnswer,
  handle: async (session, { params, body }) => {
    const { service, itemId } = params;
    const userId = await requestUser(session, params.userId);
    const put = await putItems(session, userId, service, [toNewItem(itemId, body)]);
    return { body: put.items.map((item) => itemAnswer(service, item))[0] };
  },
});

app.http(putItemRoute.name, serve(putItemRoute));
