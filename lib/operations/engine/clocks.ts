import { UnseatError } from '../../errors.ts';
import { clocksApart } from '../../refusals/service.ts';
import type { Instant } from '../../licensing/time.ts';
import { earlierOf, msBetween } from '../../licensing/time.ts';
import type { Services } from './services.ts';

/** More than this between the two clocks and one of them is wrong. */
const mostApartMs = 5 * 60 * 1000;

/** This machine's clock, and until when something is due by it and by the storage service's. */
export interface Clocks {
  readonly now: Instant;
  readonly dueBy: Instant;
}

/** The clocks of this machine and of the storage service stand too far apart to begin or end anything for good. */
export class ClocksApartError extends UnseatError {
  constructor(now: Instant, storage: Instant) {
    const { message, parameters } = clocksApart({ now, storage });
    super('clocksApart', message, { parameters });
  }
}

/**
 * Both clocks as they are now. Work may take longer than clocks may differ, so this is read at every decision and kept
 * for none after it; the storage service's is that of its latest answer, so read something first.
 * @throws ClocksApartError when the clocks differ by more than 5 minutes
 */
export function readClocks({ clock, tables }: Pick<Services, 'clock' | 'tables'>): Clocks {
  const [now, storage] = [clock(), tables.lastSeenClock()];
  if (areApart(now, storage)) throw new ClocksApartError(now, storage);
  return { now, dueBy: earlierOf(now, storage) };
}

/** Whether nothing is begun or ended for good now; the storage service's clock is that of its latest answer. */
export function areClocksApart({ clock, tables }: Pick<Services, 'clock' | 'tables'>): boolean {
  return areApart(clock(), tables.lastSeenClock());
}

/**
 * Until when something is due by both clocks, for what can wait until the one that is behind has come there; the storage
 * service's is that of its latest answer, so read something first.
 */
export function dueByBoth({ clock, tables }: Pick<Services, 'clock' | 'tables'>): Instant {
  return earlierOf(clock(), tables.lastSeenClock());
}

/**
 * The instant a call's ends are counted from: when it came in, unless its work has taken long since, or its machine's
 * clock was set meanwhile.
 */
export function countedFrom(received: Instant, now: Instant): Instant {
  return areApart(received, now) ? now : received;
}

function areApart(a: Instant, b: Instant): boolean {
  return Math.abs(msBetween(a, b)) > mostApartMs;
}
