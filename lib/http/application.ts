import { Catalogs } from '../operations/engine/catalogs.ts';
import { SeatTurns } from '../operations/engine/seat-turns.ts';
import type { Services } from '../operations/engine/services.ts';
import { toInstant } from '../licensing/time.ts';
import type { Instant } from '../licensing/time.ts';
import type { Settings } from '../settings.ts';
import { readSettings } from '../settings.ts';
import { WakeUpMarks } from '../storage/wake-up-marks.ts';
import type { Authority } from './authorities.ts';
import { authoritiesOf } from './authorities.ts';
import type { RateLimits } from './rate-limits.ts';

/** Everything a function needs, built once per process. */
export interface Application {
  readonly settings: Settings;
  readonly authorities: readonly Authority[];
  readonly rateLimits: RateLimits;
  /** All but the log, which belongs to an invocation. */
  readonly services: Omit<Services, 'log'>;
}

let built: Promise<Application> | null = null;

/** The application of this process; built at the first call, and again after a call at which the storage was out. */
export function application(): Promise<Application> {
  built ??= build().catch((error: unknown) => {
    built = null;
    throw error;
  });
  return built;
}

function clock(): Instant {
  return toInstant(new Date());
}

async function build(): Promise<Application> {
  const settings = readSettings();
  // These packages are most of what a cold start loads: they wait for the first request.
  const { connect } = await import('../storage/connect.ts');
  const { rateLimitsOf } = await import('./rate-limits.ts');
  const { tables, queues, create } = await connect(settings.storage);
  await create();
  return {
    settings,
    authorities: authoritiesOf(settings, clock),
    rateLimits: rateLimitsOf(settings.rateLimits),
    services: {
      tables,
      queues,
      marks: new WakeUpMarks(tables),
      catalogs: new Catalogs(tables),
      clock,
      seatTurns: new SeatTurns(),
      isNotifying: settings.notices !== null,
    },
  };
}
