import { z } from 'zod';
import { type Answer, type Endpoint, errorAnswer, invalidRequest } from '../host/http/endpoints.ts';
import type { Settled } from '../host/settle.ts';
import type { HostControl } from '../host/start-host.ts';
import { formatDuration, parseDuration } from './duration.ts';
import type { Clock } from './movable-clock.ts';
import { issueWords } from '../../lib/schema-words.ts';

const ClockRequest = z
  .strictObject({
    advance: z.string().optional(),
    reset: z.literal(true).optional(),
    settle: z.boolean().optional(),
  })
  .refine(({ advance, reset }) => advance === undefined || reset === undefined, {
    error: 'advance and reset exclude each other',
  });

const example = 'Send {"advance":"P31D"}, {"advance":"P31D","settle":true} or {"reset":true}.';

/** GET and POST /dev/clock: the app's time and Azurite's, moved together. */
export function clockEndpoints(clock: Clock, host: HostControl): Endpoint[] {
  let earlier: Promise<unknown> = Promise.resolve();
  return [
    { method: 'GET', path: 'dev/clock', answer: () => ({ status: 200, body: show(clock, null) }) },
    {
      method: 'POST',
      path: 'dev/clock',
      // One after the other: each adds to the offset the one before has left.
      answer: ({ body }) => {
        const answer = earlier.then(() => change(clock, host, body));
        earlier = answer.catch(() => {});
        return answer;
      },
    },
  ];
}

async function change(clock: Clock, host: HostControl, body: unknown): Promise<Answer> {
  const parsed = ClockRequest.safeParse(body, { error: issueWords });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
    return invalidRequest(
      `${JSON.stringify(body) ?? 'No body'}: ${problems.join('; ')}. ${example}`,
    );
  }
  const { advance, reset, settle } = parsed.data;
  if (advance !== undefined) {
    const duration = parseDuration(advance);
    if (duration.kind === 'invalid') return invalidRequest(duration.message);
    if (clock.fixedBecause !== null) return errorAnswer(409, 'conflict', clock.fixedBecause);
    const target = clock.offset() + duration.ms;
    await host.whileHeld(() => clock.move(target));
  } else if (reset) {
    if (clock.fixedBecause !== null) return errorAnswer(409, 'conflict', clock.fixedBecause);
    await host.whileHeld(() => clock.move(0));
  } else if (!settle) {
    return invalidRequest(`${JSON.stringify(body)} asks for nothing. ${example}`);
  }
  return { status: 200, body: show(clock, settle ? await host.settle() : null) };
}

function show(clock: Clock, settled: Settled | null): object {
  return { now: new Date().toISOString(), offset: formatDuration(clock.offset()), settled };
}
