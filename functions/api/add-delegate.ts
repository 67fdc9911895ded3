import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { addDelegate } from '../../lib/operations/held-data/delegate-data.ts';
import { DryRun, noBody, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const addDelegateRoute = route({
  name: 'addDelegate',
  method: 'PUT',
  path: 'api/users/{userId}/delegates/{delegateId}',
  summary: 'Let another user read this user’s held data.',
  access: 'delete',
  params: z.strictObject({ userId: userParam, delegateId: UserId }),
  query: DryRun,
  body: noBody,
  answer: OperationBody,
  handle: async (session, { params }) => {
    const userId = await requestUser(session, params.userId);
    return { body: operationBody(await addDelegate(session, userId, params.delegateId)) };
  },
});

app.http(addDelegateRoute.name, serve(addDelegateRoute));
