import type { InvocationContext, Timer } from '@azure/functions';
import { app } from '@azure/functions';
import { application } from '../../lib/http/application.ts';
import { noteSweep } from '../../lib/operations/purge/last-sweep.ts';
import { sweep } from '../../lib/operations/purge/sweep.ts';

/** Enforces the grace period. A missed run heals itself: each one looks for everything due until now. */
app.timer('sweep', {
  schedule: '%SWEEP_SCHEDULE%',
  handler: async (_timer: Timer, context: InvocationContext): Promise<void> => {
    const { services } = await application();
    await sweep({ ...services, log: (line) => context.log(line) }, services.clock());
    await noteSweep(services);
  },
});
