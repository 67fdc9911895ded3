import { z } from 'zod';
import { LocalHostError } from '../local-host-error.ts';

const ClockAnswer = z.object({
  now: z.iso.datetime().transform((text) => new Date(text)),
  offset: z.string(),
  settled: z.object({ sweeps: z.number(), messages: z.number(), purged: z.number() }).nullable(),
});

type ClockAnswer = z.infer<typeof ClockAnswer>;

export interface ClockControl {
  read(): Promise<ClockAnswer>;
  /** Moves app and storage on by an ISO duration such as "P31D". */
  advance(duration: string, options?: { settle?: boolean }): Promise<ClockAnswer>;
  reset(): Promise<ClockAnswer>;
  /** Runs what is due and waits until the queues are empty. */
  settle(): Promise<ClockAnswer>;
}

/** Drives the clock of a running local host. */
export function createClockControl(url: string): ClockControl {
  const send = async (body?: object) => {
    const answer = await fetch(`${url}/dev/clock`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return ClockAnswer.parse(JSON.parse(text));
    throw new LocalHostError(`The clock answers ${answer.status}: ${text}`);
  };
  return {
    read: () => send(),
    advance: (advance, { settle = false } = {}) => send({ advance, settle }),
    reset: () => send({ reset: true }),
    settle: () => send({ settle: true }),
  };
}
