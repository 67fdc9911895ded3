import type { Instant } from '../../lib/licensing/time.ts';
import { toInstant } from '../../lib/licensing/time.ts';
import { PurgeMessage } from '../../lib/messages/purges.ts';
import { SweepMessage } from '../../lib/messages/sweeps.ts';
import { Catalogs } from '../../lib/operations/engine/catalogs.ts';
import type { Services } from '../../lib/operations/engine/services.ts';
import { handlePurgeMessage } from '../../lib/operations/purge/handle-purge-message.ts';
import { handleSweepMessage } from '../../lib/operations/purge/handle-sweep-message.ts';
import { sweep } from '../../lib/operations/purge/sweep.ts';
import type { Queues } from '../../lib/storage/queues.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { WakeUpMarks } from '../../lib/storage/wake-up-marks.ts';
import type { Account } from './many-tenants.ts';
import { ManyTenants, tenantOfNumber } from './many-tenants.ts';

/** What a sweep of a simulated account came to. */
export interface SweepResult {
  readonly tenants: number;
  readonly purged: number;
  /** Storage calls that found what is due, sends included, and that purged it. */
  readonly sweepCalls: number;
  readonly purgeCalls: number;
  /** The most storage calls of one function run. */
  readonly mostOfRun: number;
  /** Function runs before the last tenant was reached, of all that walk over tenants. */
  readonly lastTenantAfter: number;
  readonly runs: number;
  readonly seconds: number;
  readonly heapMb: number;
}

/** Sweeps and purges an account with the real code, every message in turn. */
export async function measureSweep(account: Account, now: Instant): Promise<SweepResult> {
  const many = new ManyTenants(account, now);
  await many.mark();
  const run = new CountedRun(many, now);
  const began = performance.now();
  await run.all(tenantOfNumber(account.tenants));
  return {
    tenants: account.tenants,
    ...run.counts,
    seconds: (performance.now() - began) / 1000,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
  };
}

class CountedRun {
  readonly #many: ManyTenants;
  readonly #services: Services;
  readonly #now: Instant;
  readonly #sweeps: unknown[] = [];
  readonly #purges: unknown[] = [];
  #calls = 0;
  counts = {
    purged: 0,
    sweepCalls: 0,
    purgeCalls: 0,
    mostOfRun: 0,
    lastTenantAfter: 0,
    runs: 0,
  };

  constructor(many: ManyTenants, now: Instant) {
    this.#many = many;
    this.#now = now;
    const tables = this.#counted(many.tables());
    const queues: Queues = {
      send: (queue, message) => {
        this.#calls += 1;
        if (queue === 'sweeps') this.#sweeps.push(message);
        if (queue === 'purges') this.#purges.push(message);
        return Promise.resolve();
      },
    };
    this.#services = {
      tables,
      queues,
      marks: new WakeUpMarks(tables),
      catalogs: new Catalogs(tables),
      clock: () => now,
      log: () => undefined,
    };
  }

  async all(lastTenant: string): Promise<void> {
    this.counts.sweepCalls += await this.#run(() => sweep(this.#services, this.#now));
    for (let next = this.#sweeps.shift(); next !== undefined; next = this.#sweeps.shift()) {
      const message = SweepMessage.parse(next);
      this.counts.sweepCalls += await this.#run(() =>
        handleSweepMessage(this.#services, message, this.#now),
      );
      if (message.kind !== 'tenant') continue;
      if (message.tenantId === lastTenant) this.counts.lastTenantAfter = this.counts.runs;
      await this.#purgeAll();
      if (!this.#goesOn(message.tenantId)) await this.#many.forget(message.tenantId);
    }
  }

  async #purgeAll(): Promise<void> {
    for (const next of this.#purges.splice(0)) {
      const message = PurgeMessage.parse(next);
      this.counts.purged += message.userIds.length;
      this.counts.purgeCalls += await this.#run(() => handlePurgeMessage(this.#services, message));
    }
  }

  #goesOn(tenantId: string): boolean {
    return this.#sweeps.some((message) => {
      const read = SweepMessage.parse(message);
      return read.kind === 'tenant' && read.from !== null && read.tenantId === tenantId;
    });
  }

  /** @returns the storage calls of a function run */
  async #run(work: () => Promise<unknown>): Promise<number> {
    this.#calls = 0;
    await work();
    this.counts.runs += 1;
    this.counts.mostOfRun = Math.max(this.counts.mostOfRun, this.#calls);
    return this.#calls;
  }

  #counted(tables: Tables): Tables {
    const counted = <Answer>(call: () => Answer): Answer => {
      this.#calls += 1;
      return call();
    };
    return {
      get: (...of) => counted(() => tables.get(...of)),
      page: (...of) => counted(() => tables.page(...of)),
      pageBelow: (...of) => counted(() => tables.pageBelow(...of)),
      submit: (...of) => counted(() => tables.submit(...of)),
      remove: (...of) => counted(() => tables.remove(...of)),
      lastSeenClock: () => tables.lastSeenClock(),
    };
  }
}

/** 335,000 due of 10 million held in 20,000 tenants, a day on which nothing is due, and a day that is hot in one tenant. */
export async function measureSweeps(
  scale: number,
): Promise<Readonly<Record<'day' | 'idle' | 'hot', SweepResult>>> {
  const now = toInstant('2026-11-26T10:00:00Z');
  const tenants = Math.ceil(20_000 * scale);
  return {
    day: await measureSweep({ tenants, dueOf: () => 17, heldOf: () => 483 }, now),
    idle: await measureSweep({ tenants, dueOf: () => 0, heldOf: () => 500 }, now),
    hot: await measureSweep(
      {
        tenants: 100,
        dueOf: (tenant) => (tenant === 50 ? Math.ceil(100_000 * scale) : 0),
        heldOf: () => 10,
      },
      now,
    ),
  };
}
