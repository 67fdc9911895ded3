import type { TenantId } from '../../lib/licensing/ids.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { addMs } from '../../lib/licensing/time.ts';
import type { Services } from '../../lib/operations/engine/services.ts';
import { RetentionMessage } from '../../lib/messages/retention.ts';
import { operationKey } from '../../lib/storage/rows/operation-row.ts';
import { MemoryTables } from '../../lib/storage/memory-tables.ts';
import { start } from '../builders/users.ts';
import type { Faults } from '../faults/faults.ts';
import type { Surroundings } from './instance.ts';
import { actingFor, Instance } from './instance.ts';
import { Mailbox } from './mailbox.ts';
import { canary, load } from './population.ts';
import type { Population } from './population.ts';
import type { Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { Findings } from './violations.ts';
import { WatchedTables } from '../checks/watched-tables.ts';

/** One storage account, its virtual clock, and whatever runs on it. */
export class World {
  now: Instant = start;
  /** Until when the activities that run now may live. */
  #burstEnd: Instant = start;
  readonly findings = new Findings();
  readonly memory = new MemoryTables(() => this.now);
  readonly watched = new WatchedTables(this.memory, () => this.now, this.findings);
  readonly mailbox = new Mailbox();
  readonly scheduler: Scheduler;
  readonly populations: readonly Population[];
  readonly #around: Surroundings;

  constructor(random: Random, faults: Faults, populations: readonly Population[]) {
    this.scheduler = new Scheduler(random);
    this.populations = populations;
    this.#around = {
      tables: this.watched,
      mailbox: this.mailbox,
      scheduler: this.scheduler,
      faults,
      storageClock: () => this.now,
      passTime: (ms) => this.pass(ms),
      log: (line) => {
        this.findings.check('I8', !line.includes(canary), () => `logged: ${line}`);
      },
      sending: (queue, message) => {
        if (queue === 'retention') this.#checkSent(RetentionMessage.parse(message));
      },
    };
  }

  async load(): Promise<void> {
    for (const population of this.populations) {
      await load(this.watched, population);
      this.watched.shadow(population.tenantId).beginLedger();
    }
    // What it took to get there is no finding.
    this.findings.violations.length = 0;
  }

  instance(clockOffsetMs = 0): Instance {
    return new Instance(this.#around, clockOffsetMs);
  }

  /** Does something in an instance on behalf of a tenant, until it ends or the instance dies. */
  act<Answer>(
    instance: Instance,
    tenantId: TenantId | null,
    what: (services: Services) => Promise<Answer>,
  ): Promise<Answer | 'crashed'> {
    const begun = actingFor.run({ tenantId }, () =>
      this.scheduler.turn(instance.life).then(() => what(instance.services)),
    );
    return Promise.race([begun, instance.life.over]);
  }

  /** A message before its commit would be handled in vain, and whoever handles it find nothing. */
  #checkSent({ tenantId, operationId }: RetentionMessage): void {
    const { recordsEver } = this.watched.shadow(tenantId);
    const isCommitted = recordsEver.has(operationKey(operationId));
    this.findings.check('I4', isCommitted, () => `${operationId}: sent before its commit`);
  }

  /** The storage service's clock never goes back. */
  moveTo(instant: Instant): void {
    if (instant > this.now) this.now = instant;
  }

  /** Begins a burst of activities that may live so long. */
  beginBurst(ms: number): void {
    this.#burstEnd = addMs(this.now, ms);
  }

  /** Lets time go by within the burst. */
  pass(ms: number): void {
    const to = addMs(this.now, ms);
    this.moveTo(to < this.#burstEnd ? to : this.#burstEnd);
  }

  advance(ms: number): void {
    this.now = addMs(this.now, ms);
  }
}
