import { app } from '@azure/functions';
import { readUser } from '../lib/operations/read-users.ts';
import { UserAnswer } from '../lib/operations/shapes.ts';
import { application } from '../lib/http/application.ts';
import { UserParams, noBody, none } from '../lib/http/inputs.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

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
