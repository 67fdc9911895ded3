import { LocalHostError } from '../local-host-error.ts';
import type { HandledMessages } from './handled-messages.ts';
import type { DelayedSends } from './queue/delayed-sends.ts';
import type { QueueListener } from './queue/queue-listener.ts';
import type { Timers } from './timer/timers.ts';
import { Wakeable } from './wakeable.ts';

export interface Settled {
  /** Timer runs. */
  readonly sweeps: number;
  /** Queue messages handled. */
  readonly messages: number;
  /** Of these, the ones of the queue `purges`. */
  readonly purged: number;
}

export interface SettleParts {
  readonly timers: Timers;
  readonly listeners: QueueListener[];
  readonly delayed: DelayedSends;
  readonly handled: HandledMessages;
  /** Runs started by an admin call. */
  readonly adminRuns: ReadonlySet<Promise<unknown>>;
}

const mostRounds = 200;
const queueLimitMs = 5 * 60_000;

/** A message another host is working on is invisible too: quiet has to last this long before it counts. */
const quietMs = 300;

/** Runs the timers that are due now and waits until the queues are empty, again and again until nothing is left. */
export async function settle(parts: SettleParts): Promise<Settled> {
  const { timers, handled, listeners } = parts;
  const before = { total: handled.total, purges: handled.of('purges') };
  const now = new Date();
  let sweeps = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const { begun } = handled;
    const ran = await timers.runDue(now);
    sweeps += ran;
    await Promise.all(parts.adminRuns);
    await Promise.all(listeners.map((listener) => waitUntilQuiet(listener, parts.delayed)));
    if (ran === 0 && handled.begun === begun) {
      const purged = handled.of('purges') - before.purges;
      return { sweeps, messages: handled.total - before.total, purged };
    }
  }
  throw new LocalHostError(
    `Not quiet after ${mostRounds} rounds: timers or messages keep making new messages.`,
  );
}

async function waitUntilQuiet(listener: QueueListener, delayed: DelayedSends): Promise<void> {
  const idle = new Wakeable();
  const started = performance.now();
  let quietSince: number | null = null;
  while (performance.now() - started < queueLimitMs) {
    const state = await look(listener, delayed);
    if (state === 'empty') return;
    if (state === 'busy') quietSince = null;
    else quietSince ??= performance.now();
    if (quietSince !== null && performance.now() - quietSince >= quietMs) return;
    listener.nudge();
    await idle.pause(20);
  }
  throw new LocalHostError(
    `The queue ${listener.queue.name} was not empty after ${queueLimitMs / 60_000} minutes.`,
  );
}

/** `putAway`: what is left is invisible for longer than anybody would wait. */
async function look(
  { queue, isBusy }: QueueListener,
  delayed: DelayedSends,
): Promise<'empty' | 'putAway' | 'busy'> {
  if (isBusy) return 'busy';
  const { approximateMessagesCount = 0 } = await queue.getProperties();
  if (approximateMessagesCount === 0) return 'empty';
  const { peekedMessageItems } = await queue.peekMessages();
  return peekedMessageItems.length > 0 || delayed.isWaiting(queue.name) ? 'busy' : 'putAway';
}
