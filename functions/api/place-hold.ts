import { app } from '@azure/functions';
import { z } from 'zod';
import { HoldKind } from '../../lib/licensing/user.ts';
import { placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { OperationAnswer } from '../../lib/operations/engine/result.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, chosenId, userParam } from '../../lib/api/inputs.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'placeHold',
  method: 'PUT',
  path: 'api/users/{userId}/holds/{holdId}',
  summary: 'Place a hold: nothing of the user is purged while it is there.',
  access: 'holds',
  params: z.strictObject({ userId: userParam, holdId: chosenId }),
  query: DryRun,
  body: z.strictObject({ kind: HoldKind, note: z.string().max(1000).nullable().default(null) }),
  answer: OperationAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params, body }) => {
    const userId = await requestUser(services, call, params.userId);
    return { body: await placeHold(services, call, userId, { holdId: params.holdId, ...body }) };
  }),
});
