import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { removeDelegate } from '../../lib/operations/held-data/delegate-data.ts';
import { DryRun, noBody, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const removeDelegateRoute = route({
  name: 'removeDelegate',
  method: 'DELETE',
  path: 'api/users/{userId}/delegates/{delegateId}',
  summary: 'Take the read access away again.',
  access: 'delete',
  params: z.strictObject({ userId: userParam, delegateId: UserId }),
  query: DryRun,
  body: noBody,
  answer: OperationBody,
  handle: async (session, { params }) => {
    const userId = await requestUser(session, params.userId);
    return {
      body: operationBody(await removeDelegate(session, userId, params.delegateId)),
    };
  },
});

app.http(removeDelegateRoute.name, serve(removeDelegateRoute));
