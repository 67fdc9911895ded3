import { app } from '@azure/functions';
import { z } from 'zod';
import { readData } from '../../lib/operations/held-data/read-data.ts';
import { EntryAnswer } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { UserParams, noBody, none } from '../../lib/api/inputs.ts';
import { readerOf } from '../../lib/api/request-user.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'getData',
  method: 'GET',
  path: 'api/users/{userId}/data',
  summary: 'What data there is of a user and until when.',
  access: 'readOrDelegate',
  params: UserParams,
  query: none,
  body: noBody,
  answer: z.strictObject({ value: z.array(EntryAnswer) }),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params, principal }) => ({
    body: { value: await readData(services, call, params.userId, readerOf(principal)) },
  })),
});
