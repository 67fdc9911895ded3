import { app } from '@azure/functions';
import { z } from 'zod';
import { Service } from '../../lib/licensing/products/service.ts';
import { listItems } from '../../lib/operations/held-data/read-data.ts';
import { ItemAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { noBody, paging, userParam } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { readerOf } from '../../lib/api/request-user.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listItemsRoute = route({
  name: 'listItems',
  method: 'GET',
  path: 'api/users/{userId}/data/{service}/items',
  summary: 'The items of one service, without content.',
  access: 'readOrDelegate',
  params: z.strictObject({ userId: userParam, service: Service }),
  query: z.strictObject(paging),
  body: noBody,
  answer: listOf(ItemAnswer),
  handle: async (session, { params, query, principal, request }) => {
    const page = { top: query.top, skipToken: query.skipToken ?? null };
    const { userId, service } = params;
    const items = await listItems(
      session,
      { idOrName: userId, service, reader: readerOf(principal) },
      page,
    );
    return { body: listAnswer(items, request) };
  },
});

app.http(listItemsRoute.name, serve(listItemsRoute));
