import { app } from '@azure/functions';
import { z } from 'zod';
import { readData } from '../../lib/operations/held-data/read-data.ts';
import { EntryAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { UserParams, noBody, none } from '../../lib/api/inputs.ts';
import { readerOf } from '../../lib/api/request-user.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const getDataRoute = route({
  name: 'getData',
  method: 'GET',
  path: 'api/users/{userId}/data',
  summary: 'What data there is of a user and until when.',
  access: 'readOrDelegate',
  params: UserParams,
  query: none,
  body: noBody,
  answer: z.strictObject({ value: z.array(EntryAnswer) }),
  handle: async (session, { params, principal }) => ({
    body: { value: await readData(session, params.userId, readerOf(principal)) },
  }),
});

app.http(getDataRoute.name, serve(getDataRoute));
