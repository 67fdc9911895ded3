import { app } from '@azure/functions';
import { z } from 'zod';
import { application } from '../../lib/http/application.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { Instant } from '../../lib/licensing/time.ts';

const route = defineRoute({
  name: 'health',
  method: 'GET',
  path: 'api/health',
  summary: 'Whether the app and its storage answer; 503 when they do not.',
  access: 'open',
  params: none,
  query: none,
  body: noBody,
  answer: z.strictObject({ status: z.literal('ok'), now: Instant, storageClock: Instant }),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, ({ tables }) => async ({ call }) => {
    await tables.get('licensing', 'health', 'T');
    return { body: { status: 'ok', now: call.now, storageClock: tables.lastSeenClock() } };
  }),
});
