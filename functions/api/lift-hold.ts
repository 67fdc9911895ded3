import { app } from '@azure/functions';
import { z } from 'zod';
import { liftHold } from '../../lib/operations/held-data/hold-user.ts';
import { DryRun, chosenId, noBody, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const liftHoldRoute = route({
  name: 'liftHold',
  method: 'DELETE',
  path: 'api/users/{userId}/holds/{holdId}',
  summary: 'Lift a hold; after the last one the data it kept gets 30 more days.',
  access: 'holds',
  params: z.strictObject({ userId: userParam, holdId: chosenId }),
  query: DryRun,
  body: noBody,
  answer: OperationBody,
  handle: async (session, { params }) => {
    const userId = await requestUser(session, params.userId);
    return { body: operationBody(await liftHold(session, userId, params.holdId)) };
  },
});

app.http(liftHoldRoute.name, serve(liftHoldRoute));
