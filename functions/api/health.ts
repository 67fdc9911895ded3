import { app } from '@azure/functions';
import { z } from 'zod';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { Instant } from '../../lib/licensing/time.ts';

export const healthRoute = route({
  name: 'health',
  method: 'GET',
  path: 'api/health',
  summary: 'Whether the app and its storage answer; 503 when they do not.',
  access: 'open',
  params: none,
  query: none,
  body: noBody,
  answer: z.strictObject({ status: z.literal('ok'), now: Instant, storageClock: Instant }),
  handle: async (session) => {
    await session.tables.get('licensing', 'health', 'T');
    return {
      body: { status: 'ok', now: session.now, storageClock: session.tables.lastSeenClock() },
    };
  },
});

app.http(healthRoute.name, serve(healthRoute));
