import { app } from '@azure/functions';
import { readUser } from '../../lib/operations/users/read-users.ts';
import { UserAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { UserParams, noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const getUserRoute = route({
  name: 'getUser',
  method: 'GET',
  path: 'api/users/{userId}',
  summary: 'One user: licenses, data, holds.',
  access: 'read',
  params: UserParams,
  query: none,
  body: noBody,
  answer: UserAnswer,
  handle: async (session, { params }) => ({
    body: await readUser(session, params.userId),
  }),
});

app.http(getUserRoute.name, serve(getUserRoute));
