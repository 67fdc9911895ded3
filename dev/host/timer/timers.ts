import { z } from 'zod';
import type { AppFunction } from '../app/function-app.ts';
import type { Invoke } from '../app/invoke.ts';
import { isDisabled, resolveSettings } from '../settings.ts';
import { Wakeable } from '../wakeable.ts';
import { parseSchedule } from './schedule.ts';
import { StatusFile } from './status-file.ts';
import { Timer } from './timer.ts';

const TimerBinding = z.object({ schedule: z.string(), runOnStartup: z.boolean().default(false) });

export interface TimerParts {
  readonly stateFolder: string;
  readonly invoke: Invoke;
}

export function isTimer(fn: AppFunction): boolean {
  return fn.trigger.binding.type.toLowerCase() === 'timertrigger';
}

/** All timers of the app. They follow Date, which may jump: so they look every second instead of sleeping until then. */
export class Timers {
  readonly #timers = new Map<string, Timer>();
  readonly #onStartup: Timer[] = [];
  readonly #idle = new Wakeable();
  #state: 'running' | 'held' | 'stopped' = 'running';
  #loop: Promise<void> = Promise.resolve();

  constructor(functions: Iterable<AppFunction>, parts: TimerParts) {
    for (const fn of functions) {
      if (!isTimer(fn)) continue;
      const { schedule, runOnStartup } = TimerBinding.parse(fn.trigger.binding);
      const timer = new Timer(
        fn.name,
        parseSchedule(resolveSettings(schedule, fn.name), fn.name),
        new StatusFile(parts.stateFolder, fn.name),
        (info) => parts.invoke(fn, info),
      );
      this.#timers.set(fn.name, timer);
      if (runOnStartup) this.#onStartup.push(timer);
    }
  }

  get(functionName: string): Timer | null {
    return this.#timers.get(functionName) ?? null;
  }

  get isBusy(): boolean {
    return [...this.#timers.values()].some((timer) => timer.running !== null);
  }

  start(): void {
    for (const timer of this.#onStartup) void timer.run();
    this.#loop = this.#look();
  }

  /** Leaves the running of timers to `runDue`. */
  hold(): void {
    if (this.#state === 'running') this.#state = 'held';
  }

  resume(): void {
    if (this.#state === 'held') this.#state = 'running';
    const now = new Date();
    for (const timer of this.#timers.values()) timer.planAnew(now);
    this.#idle.wake();
  }

  /** Runs what was due at that time, earliest first, one after the other. Answers how many. */
  async runDue(at: Date): Promise<number> {
    await this.finish();
    const due = this.#enabled()
      .filter((timer) => timer.isDue(at))
      .toSorted((a, b) => a.next(at).getTime() - b.next(at).getTime());
    for (const timer of due) await timer.run();
    return due.length;
  }

  async finish(): Promise<void> {
    for (const timer of this.#timers.values()) await timer.running;
  }

  async stop(limitMs: number): Promise<void> {
    this.#state = 'stopped';
    this.#idle.wake();
    await this.#loop;
    const limit = new Wakeable();
    await Promise.race([this.finish().then(() => limit.wake()), limit.pause(limitMs)]);
  }

  #enabled(): Timer[] {
    return [...this.#timers.values()].filter((timer) => !isDisabled(timer.functionName));
  }

  async #look(): Promise<void> {
    while (this.#state !== 'stopped') {
      const now = new Date();
      if (this.#state === 'running') {
        for (const timer of this.#enabled()) if (timer.isDue(now)) void timer.run();
      }
      const nexts = this.#enabled().map((timer) => timer.next(now).getTime() - now.getTime());
      // A running timer keeps its old due time until it ends.
      await this.#idle.pause(Math.min(1000, Math.max(50, Math.min(...nexts))));
    }
  }
}
