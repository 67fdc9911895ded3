import { Cron } from 'croner';
import { LocalHostError } from '../../local-host-error.ts';

export interface Schedule {
  /** As written, after %SETTINGS% were filled in. */
  readonly text: string;
  /** The first time after `from`. */
  next(from: Date): Date;
}

/** An NCRONTAB expression with six fields, seconds first, in UTC. Day of month and day of week must both fit. */
export function parseSchedule(text: string, functionName: string): Schedule {
  const cron = parseCron(text, functionName);
  return {
    text,
    next: (from) => {
      const next = cron.nextRun(from);
      if (next) return next;
      throw new LocalHostError(`The schedule "${text}" of "${functionName}" never comes.`);
    },
  };
}

function parseCron(text: string, functionName: string): Cron {
  try {
    return new Cron(text, { mode: '6-part', timezone: 'UTC', domAndDow: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LocalHostError(
      `"${text}" is no schedule for "${functionName}": ${reason} An example: "0 */15 * * * *" (second 0 of every 15th minute).`,
    );
  }
}
