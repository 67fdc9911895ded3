import type { Instant } from '../licensing/time.ts';
import { toInstant } from '../licensing/time.ts';
import type { Application } from './application.ts';
import { application } from './application.ts';

/** What an invocation takes from around it: the application, and one reading of the clock. */
export interface Runtime {
  readonly application: () => Promise<Application>;
  readonly now: () => Instant;
}

/** This process. */
export const thisProcess: Runtime = { application, now: () => toInstant(new Date()) };
