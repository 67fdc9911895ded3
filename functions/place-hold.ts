import { app } from '@azure/functions';
import { z } from 'zod';
import { HoldKind } from '../lib/licensing/user.ts';
import { placeHold } from '../lib/operations/hold-user.ts';
import { OperationAnswer } from '../lib/operations/result.ts';
import { application } from '../lib/http/application.ts';
import { DryRun, chosenId, userParam } from '../lib/http/inputs.ts';
import { requestUser } from '../lib/http/request-user.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

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
