import { app } from '@azure/functions';
import { z } from 'zod';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { Instant } from '../../lib/licensing/time.ts';
import { GivenUpWork, recentlyGivenUp } from '../../lib/operations/engine/given-up.ts';

export const healthRoute = route({
  name: 'health',
  method: 'GET',
  path: 'api/health',
  summary:
    'Whether the app and its storage answer; 503 when they do not. What was given up in the last 24 hours is counted.',
  access: 'open',
  params: none,
  query: none,
  body: noBody,
  answer: z.strictObject({
    status: z
      .enum(['ok', 'degraded'])
      .describe('degraded: some work was given up and is tried again.'),
    now: Instant,
    storageClock: Instant,
    givenUp: z.array(GivenUpWork),
  }),
  handle: async (session) => {
    await session.tables.get('licensing', 'health', 'T');
    const givenUp = [...(await recentlyGivenUp(session))];
    return {
      body: {
        status: givenUp.length === 0 ? 'ok' : 'degraded',
        now: session.now,
        storageClock: session.tables.lastSeenClock(),
        givenUp,
      },
    };
  },
});

app.http(healthRoute.name, serve(healthRoute));
