import { app } from '@azure/functions';
import { HoldAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { readHolds } from '../../lib/operations/held-data/read-holds.ts';
import { UserParams, noBody, none } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listUserHoldsRoute = route({
  name: 'listUserHolds',
  method: 'GET',
  path: 'api/users/{userId}/holds',
  summary: 'The holds on one user, also when the person is deleted or gone (by id then).',
  access: 'read',
  params: UserParams,
  query: none,
  body: noBody,
  answer: listOf(HoldAnswer),
  handle: async (session, { params, request }) => {
    const value = await readHolds(session, await requestUser(session, params.userId));
    return { body: listAnswer({ value, skipToken: null }, request) };
  },
});

app.http(listUserHoldsRoute.name, serve(listUserHoldsRoute));
