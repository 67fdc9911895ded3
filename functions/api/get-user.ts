import { app } from '@azure/functions';
import { readUser } from '../../lib/operations/users/read-users.ts';
import { UserAnswer } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { UserParams, noBody, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'getUser',
  method: 'GET',
  path: 'api/users/{userId}',
  summary: 'One user: licenses, data, holds.',
  access: 'read',
  params: UserParams,
  query: none,
  body: noBody,
  answer: UserAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, params }) => ({
    body: await readUser(services, call, params.userId),
  })),
});
