import { app } from '@azure/functions';
import { z } from 'zod';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const openapiRoute = route({
  name: 'openapi',
  method: 'GET',
  path: 'api/openapi.json',
  summary: 'This description.',
  access: 'open',
  params: none,
  query: none,
  body: noBody,
  answer: z.looseObject({}),
  handle: async (_session, { request }) => {
    // Needed by nothing else, so a cold start does not load it.
    const { describeApi } = await import('../../lib/api/openapi/describe-api.ts');
    return { body: await describeApi(new URL(request.url).origin) };
  },
});

app.http(openapiRoute.name, serve(openapiRoute));
