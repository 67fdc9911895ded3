import { app } from '@azure/functions';
import { z } from 'zod';
import { Service } from '../../lib/licensing/products/service.ts';
import { deleteItem, DeletedItemAnswer } from '../../lib/operations/held-data/delete-item.ts';
import { DryRun, itemParam, noBody, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const deleteItemRoute = route({
  name: 'deleteItem',
  method: 'DELETE',
  path: 'api/users/{userId}/data/{service}/items/{itemId}',
  summary:
    'Delete an item of a service somebody has, for good. What is held or on hold stays whole.',
  access: 'delete',
  params: z.strictObject({ userId: userParam, service: Service, itemId: itemParam }),
  query: DryRun,
  body: noBody,
  answer: DeletedItemAnswer,
  handle: async (session, { params: { userId, ...item } }) => ({
    body: await deleteItem(session, { ...item, userId: await requestUser(session, userId) }),
  }),
});

app.http(deleteItemRoute.name, serve(deleteItemRoute));
