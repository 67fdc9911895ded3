import type { AppFunction } from './app/function-app.ts';
import type { Invoke } from './app/invoke.ts';
import { HandledMessages } from './handled-messages.ts';
import type { HostLog } from './host-log.ts';
import type { QueueSettings } from './host-json.ts';
import { fromInput } from './queue/decode-message.ts';
import { DelayedSends } from './queue/delayed-sends.ts';
import type { QueueListener } from './queue/queue-listener.ts';
import { createQueueListeners } from './queue/queue-listeners.ts';
import { settle, type Settled } from './settle.ts';
import { Timers } from './timer/timers.ts';
import { Wakeable } from './wakeable.ts';

export interface TriggerParts {
  readonly functions: AppFunction[];
  readonly stateFolder: string;
  readonly settings: QueueSettings;
  readonly leaseSeconds: number;
  readonly invoke: Invoke;
  readonly log: HostLog;
}

const holdLimitMs = 30_000;

/** The timers and queues of an app: what runs without a request. */
export class Triggers {
  readonly #invoke: Invoke;
  readonly #timers: Timers;
  readonly #listeners: QueueListener[];
  readonly #handled: HandledMessages;
  readonly #delayed = new DelayedSends(60_000);
  readonly #adminRuns = new Set<Promise<unknown>>();

  private constructor(parts: TriggerParts, listeners: QueueListener[], handled: HandledMessages) {
    this.#invoke = parts.invoke;
    this.#timers = new Timers(parts.functions, parts);
    this.#listeners = listeners;
    this.#handled = handled;
  }

  static async create(parts: TriggerParts): Promise<Triggers> {
    const handled = new HandledMessages();
    const listeners = await createQueueListeners(parts.functions, { ...parts, handled });
    return new Triggers(parts, listeners, handled);
  }

  start(): void {
    this.#timers.start();
    for (const listener of this.#listeners) listener.start();
  }

  nudge(): void {
    for (const listener of this.#listeners) listener.nudge();
  }

  /** Runs one function without waiting for it. As in the real host, that takes no notice of a run going on. */
  runNow(fn: AppFunction, input: string): void {
    const trigger = this.#timers.get(fn.name)?.info(new Date()) ?? fromInput(input);
    // A failure is logged where the function is called.
    const run = this.#invoke(fn, trigger)
      .catch(() => {})
      .finally(() => {
        this.#adminRuns.delete(run);
        this.nudge();
      });
    this.#adminRuns.add(run);
  }

  /** Receives no message and starts no timer while `work` runs, once what is running has ended or takes too long. */
  async whileHeld<T>(work: () => Promise<T>): Promise<T> {
    this.#timers.hold();
    for (const listener of this.#listeners) listener.hold();
    try {
      const limit = performance.now() + holdLimitMs;
      const idle = new Wakeable();
      while (this.#isBusy() && performance.now() < limit) await idle.pause(5);
      return await work();
    } finally {
      for (const listener of this.#listeners) listener.resume();
      this.#timers.resume();
    }
  }

  async settle(): Promise<Settled> {
    this.#timers.hold();
    try {
      return await settle({
        timers: this.#timers,
        listeners: this.#listeners,
        delayed: this.#delayed,
        handled: this.#handled,
        adminRuns: this.#adminRuns,
      });
    } finally {
      this.#timers.resume();
    }
  }

  async stop(limitMs: number): Promise<void> {
    const limit = new Wakeable();
    await Promise.all([
      this.#timers.stop(limitMs),
      ...this.#listeners.map((listener) => listener.stop(limitMs)),
      Promise.race([Promise.all(this.#adminRuns).then(() => limit.wake()), limit.pause(limitMs)]),
    ]);
    this.#delayed.stop();
  }

  #isBusy(): boolean {
    return this.#timers.isBusy || this.#listeners.some(({ isBusy }) => isBusy);
  }
}
