import { app } from '@azure/functions';
import { z } from 'zod';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { addMs, Instant } from '../../lib/licensing/time.ts';
import { areClocksApart } from '../../lib/operations/engine/clocks.ts';
import { GivenUpWork, recentlyGivenUp } from '../../lib/operations/engine/given-up.ts';
import { lastSweep } from '../../lib/operations/purge/last-sweep.ts';
import { longestPauseMinutes } from '../../lib/schedule.ts';

/** So many sweeps may be missed, by a host that is moved or an outage, before anybody is told. */
const missedSweeps = 4;

export const healthRoute = route({
  name: 'health',
  method: 'GET',
  path: 'api/health',
  summary:
    'Whether the app and its storage answer, 503 when they do not, and whether what is due is looked for. What was given up in the last 24 hours is counted.',
  access: 'open',
  params: none,
  query: none,
  body: noBody,
  answer: z.strictObject({
    status: z.enum(['ok', 'degraded']).describe('degraded: for each of the reasons.'),
    reasons: z
      .array(z.enum(['workGivenUp', 'noSweep', 'clocksApart']))
      .describe(
        'workGivenUp: it is tried again. noSweep: none has ended for four times its interval, or none ever; nothing is purged. clocksApart: by more than five minutes; nothing is held or purged.',
      ),
    now: Instant,
    storageClock: Instant,
    lastSweep: Instant.nullable().describe('null: none has ended since the tables were made.'),
    givenUp: z.array(GivenUpWork),
  }),
  handle: async (session, { settings }) => {
    const [sweptAt, given] = await Promise.all([lastSweep(session), recentlyGivenUp(session)]);
    const storageClock = session.tables.lastSeenClock();
    const mostMs = missedSweeps * longestPauseMinutes(settings.sweepSchedule) * 60_000;
    const isSwept = sweptAt !== null && addMs(sweptAt, mostMs) >= storageClock;
    const reasons = [
      ...(given.length === 0 ? [] : ['workGivenUp']),
      ...(isSwept ? [] : ['noSweep']),
      ...(areClocksApart(session) ? ['clocksApart'] : []),
    ];
    return {
      body: {
        status: reasons.length === 0 ? 'ok' : 'degraded',
        reasons,
        now: session.now,
        storageClock,
        lastSweep: sweptAt,
        givenUp: [...given],
      },
    };
  },
});

app.http(healthRoute.name, serve(healthRoute));
