import { app } from '@azure/functions';
import { z } from 'zod';
import { Service } from '../../lib/licensing/products/service.ts';
import { readItem } from '../../lib/operations/held-data/read-data.ts';
import { ItemAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, none, itemParam, userParam } from '../../lib/api/inputs.ts';
import { readerOf } from '../../lib/api/request-user.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const getItemRoute = route({
  name: 'getItem',
  method: 'GET',
  path: 'api/users/{userId}/data/{service}/items/{itemId}',
  summary: 'One item with its content.',
  access: 'readOrDelegate',
  params: z.strictObject({ userId: userParam, service: Service, itemId: itemParam }),
  query: none,
  body: noBody,
  answer: ItemAnswer,
  handle: async (session, { params, principal }) => {
    const { userId, service, itemId } = params;
    return {
      body: await readItem(
        session,
        { idOrName: userId, service, reader: readerOf(principal) },
        itemId,
      ),
    };
  },
});

app.http(getItemRoute.name, serve(getItemRoute));
