import { app } from '@azure/functions';
import { z } from 'zod';
import { application } from '../../lib/http/application.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'openapi',
  method: 'GET',
  path: 'api/openapi.json',
  summary: 'This description.',
  access: 'open',
  params: none,
  query: none,
  body: noBody,
  answer: z.looseObject({}),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, () => async ({ request }) => {
    // Needed by nothing else, so a cold start does not load it.
    const { describeApi } = await import('../../lib/api/describe-api.ts');
    return { body: describeApi(new URL(request.url).origin) };
  }),
});
