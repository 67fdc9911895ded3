import type { TriggerData } from '../app/invoke.ts';
import type { Schedule } from './schedule.ts';
import type { StatusFile, TimerStatus } from './status-file.ts';

/** The host looks every second: later than this means it was down, asleep or its clock was moved. */
const lateMs = 5000;

/** When one timer function is due. One missed run or many are one run, and it never overlaps itself. */
export class Timer {
  readonly functionName: string;
  readonly #schedule: Schedule;
  readonly #file: Pick<StatusFile, 'read' | 'write'>;
  readonly #run: (trigger: TriggerData) => Promise<unknown>;
  #status: TimerStatus;
  #running: Promise<void> | null = null;

  constructor(
    functionName: string,
    schedule: Schedule,
    file: Pick<StatusFile, 'read' | 'write'>,
    run: (trigger: TriggerData) => Promise<unknown>,
  ) {
    this.functionName = functionName;
    this.#schedule = schedule;
    this.#file = file;
    this.#run = run;
    const known = file.read();
    this.#status =
      known?.schedule === schedule.text ? known : this.#plan(known?.last ?? null, new Date());
    file.write(this.#status);
  }

  get running(): Promise<void> | null {
    return this.#running;
  }

  /** When it is due next. After the clock went back that is sooner than planned. */
  next(now: Date): Date {
    const planned = new Date(this.#status.next);
    const fromNow = this.#schedule.next(now);
    return planned < fromNow ? planned : fromNow;
  }

  /** After the clock went back: what was planned from there does not count any more. */
  planAnew(now: Date): void {
    const next = this.next(now).toISOString();
    if (next === this.#status.next) return;
    this.#status = { ...this.#status, next };
    this.#file.write(this.#status);
  }

  isDue(at: Date): boolean {
    return this.next(at) <= at;
  }

  /** Runs it now, unless it is running. A failure is logged where the function is called and not retried. */
  run(): Promise<void> {
    this.#running ??= this.#runOnce().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** What the function is given. */
  info(now: Date): TriggerData {
    const { last, next, lastUpdated } = this.#status;
    const isPastDue = now.getTime() - this.next(now).getTime() > lateMs;
    const info = {
      Schedule: { AdjustForDST: true },
      ScheduleStatus: { Last: last ?? '0001-01-01T00:00:00', Next: next, LastUpdated: lastUpdated },
      IsPastDue: isPastDue,
    };
    return { data: { json: JSON.stringify(info) } };
  }

  async #runOnce(): Promise<void> {
    const now = new Date();
    const info = this.info(now);
    try {
      await this.#run(info);
    } catch {
      // The next run looks at everything again.
    }
    this.#status = this.#plan(now.toISOString(), new Date());
    this.#file.write(this.#status);
  }

  #plan(last: string | null, now: Date): TimerStatus {
    return {
      schedule: this.#schedule.text,
      last,
      next: this.#schedule.next(now).toISOString(),
      lastUpdated: now.toISOString(),
    };
  }
}
