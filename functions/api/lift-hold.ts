import { app } from '@azure/functions';
import { z } from 'zod';
import { liftHold } from '../../lib/operations/held-data/hold-user.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, chosenId, noBody, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'liftHold',
  method: 'DELETE',
  path: 'api/users/{userId}/holds/{holdId}',
  summary: 'Lift a hold; after the last one the data it kept gets 30 more days.',
  access: 'holds',
  params: z.strictObject({ userId: userParam, holdId: chosenId }),
  query: DryRun,
  body: noBody,
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params }) => {
    const userId = await requestUser(services, call, params.userId);
    return { body: await liftHold(services, call, userId, params.holdId) };
  }),
});
