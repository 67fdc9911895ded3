import { app } from '@azure/functions';
import { z } from 'zod';
import { UsageLocation } from '../../lib/licensing/usage-location.ts';
import { setUsageLocation } from '../../lib/operations/users/set-usage-location.ts';
import { DryRun, UserParams } from '../../lib/api/inputs.ts';
import { OperationBody, operationBody } from '../../lib/api/operation-body.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const setUsageLocationRoute = route({
  name: 'setUsageLocation',
  method: 'PATCH',
  path: 'api/users/{userId}',
  summary: 'Set the country a user is in; a license needs one before it can be given.',
  access: 'unassign',
  params: UserParams,
  query: DryRun,
  body: z.strictObject({ usageLocation: UsageLocation }),
  answer: OperationBody,
  handle: async (session, { params, body }) => {
    const userId = await requestUser(session, params.userId);
    return { body: operationBody(await setUsageLocation(session, userId, body.usageLocation)) };
  },
});

app.http(setUsageLocationRoute.name, serve(setUsageLocationRoute));
