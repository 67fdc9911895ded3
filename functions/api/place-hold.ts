import { app } from '@azure/functions';
import { z } from 'zod';
import { HoldKind } from '../../lib/licensing/user.ts';
import { placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { DryRun, chosenId, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const placeHoldRoute = route({
  name: 'placeHold',
  method: 'PUT',
  path: 'api/users/{userId}/holds/{holdId}',
  summary: 'Place a hold: nothing of the user is purged while it is there.',
  access: 'holds',
  params: z.strictObject({ userId: userParam, holdId: chosenId }),
  query: DryRun,
  body: z.strictObject({ kind: HoldKind, note: z.string().max(1000).nullable().default(null) }),
  answer: OperationBody,
  handle: async (session, { params, body }) => {
    const userId = await requestUser(session, params.userId);
    return {
      body: operationBody(await placeHold(session, userId, { holdId: params.holdId, ...body })),
    };
  },
});

app.http(placeHoldRoute.name, serve(placeHoldRoute));
