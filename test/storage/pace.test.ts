import { describe, expect, it } from 'vitest';
import { Pace } from '../../lib/storage/pace.ts';

/** A clock that goes on to the next thing that waits, as soon as all else is done. */
class SteppedClock {
  #now = 0;
  readonly #waiting: { at: number; go: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly wait = (ms: number): Promise<void> =>
    new Promise((go) => {
      this.#waiting.push({ at: this.#now + ms, go });
    });

  async runUntil(end: number): Promise<void> {
    for (;;) {
      // Whatever follows from the last step is done before the next one.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      const at = Math.min(...this.#waiting.map((waiting) => waiting.at));
      if (at > end) return;
      this.#now = at;
      for (const next of this.#waiting.filter((waiting) => waiting.at === at)) {
        this.#waiting.splice(this.#waiting.indexOf(next), 1);
        next.go();
      }
    }
  }
}

interface Outcome {
  calls: number;
  done: number;
  sentAway: number;
}

/** What it takes to settle, in milliseconds: after this it is counted. */
const settledAfter = 20_000;

/** Callers that ask on and on of a service that takes so many requests a second and answers the others that it is busy. */
async function run(
  { callers, takes, seconds }: { callers: number; takes: number; seconds: number },
  isPaced: boolean,
): Promise<Outcome> {
  const clock = new SteppedClock();
  const pace = new Pace(clock);
  const outcome: Outcome = { calls: 0, done: 0, sentAway: 0 };
  let room = takes / 10;
  let filledAt = 0;
  const ask = async (): Promise<void> => {
    for (;;) {
      const sentAt = isPaced ? await pace.enter() : clock.now();
      if (sentAt === null) {
        outcome.sentAway += 1;
        await clock.wait(1000);
        continue;
      }
      if (clock.now() > settledAfter) outcome.calls += 1;
      room = Math.min(takes / 10, room + ((clock.now() - filledAt) / 1000) * takes);
      filledAt = clock.now();
      const isBusy = room < 1;
      if (!isBusy) room -= 1;
      await clock.wait(isBusy ? 2 : 10);
      if (isPaced) pace.answered(sentAt, isBusy);
      if (!isBusy && clock.now() > settledAfter) outcome.done += 1;
      if (isBusy && !isPaced) await clock.wait(100);
    }
  };
  const asking = Array.from({ length: callers }, ask);
  await clock.runUntil(settledAfter + seconds * 1000);
  expect(asking).toHaveLength(callers);
  return outcome;
}

describe('A service that answers busy above a rate', () => {
  const busy = { callers: 200, takes: 100, seconds: 40 };

  it('is asked 1.2 times for each success at the most, at nearly nine tenths of what it takes', async () => {
    const { calls, done } = await run(busy, true);
    expect(calls / done).toBeLessThan(1.2);
    expect(done / busy.seconds).toBeGreaterThan(88);
  });

  it('would be asked many times for each by callers that each wait a moment alone', async () => {
    const { calls, done } = await run(busy, false);
    expect(calls / done).toBeGreaterThan(5);
  });

  it('sends away at once who would wait longer than 4 seconds', async () => {
    const { sentAway, calls, done } = await run({ callers: 700, takes: 100, seconds: 10 }, true);
    expect(sentAway).toBeGreaterThan(0);
    expect(calls / done).toBeLessThan(1.2);
  });

  it('is not held back while it takes everything', async () => {
    const { calls, done } = await run({ callers: 10, takes: 100_000, seconds: 2 }, true);
    expect(calls - done).toBeLessThanOrEqual(10);
    expect(done).toBeGreaterThan(10 * 190);
  });
});
