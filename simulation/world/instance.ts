import { AsyncLocalStorage } from 'node:async_hooks';
import type { TenantId } from '../../lib/licensing/ids.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { Catalogs } from '../../lib/operations/engine/catalogs.ts';
import type { Services } from '../../lib/operations/engine/services.ts';
import type { QueueName } from '../../lib/storage/queues.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { WakeUpMarks } from '../../lib/storage/wake-up-marks.ts';
import type { Faults } from '../faults/faults.ts';
import { FaultyQueues } from '../faults/faulty-queues.ts';
import { FaultyTables } from '../faults/faulty-tables.ts';
import type { Mailbox } from './mailbox.ts';
import type { Scheduler } from './scheduler.ts';
import { Life } from './scheduler.ts';

/** What all instances of a simulated app share. */
export interface Surroundings {
  readonly tables: Tables;
  readonly mailbox: Mailbox;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly storageClock: () => Instant;
  /** Lets time go by, though never longer than activities of one burst may live. */
  readonly passTime: (ms: number) => void;
  readonly log: (line: string) => void;
  /** Is told of every message somebody wants to send. */
  readonly sending: (queue: QueueName, message: object) => void;
}

/** One running copy of the app, with caches and a clock of its own. */
export class Instance {
  readonly life = new Life();
  readonly services: Services;
  readonly #storageClock: () => Instant;
  /** How far this machine's clock is ahead of the storage service's. */
  #clockOffsetMs = 0;
  /** How far apart the two have stood at the most. */
  furthestMs = 0;

  constructor(around: Surroundings, clockOffsetMs = 0) {
    this.#storageClock = around.storageClock;
    this.setClock(clockOffsetMs);
    const tables = new FaultyTables(around, this.life);
    this.services = {
      tables,
      queues: new FaultyQueues(around, this.life),
      marks: new WakeUpMarks(tables),
      catalogs: new Catalogs(tables),
      clock: () => this.now(),
      log: around.log,
    };
  }

  now(): Instant {
    const at = this.#storageClock();
    return this.#clockOffsetMs === 0 ? at : addMs(at, this.#clockOffsetMs);
  }

  /** Somebody sets this machine's clock, forward or back. */
  setClock(offsetMs: number): void {
    this.#clockOffsetMs = offsetMs;
    this.furthestMs = Math.max(this.furthestMs, Math.abs(offsetMs));
  }
}

/** For which tenant something is being done; null for a sweep, which is done for all. */
export const actingFor = new AsyncLocalStorage<{ readonly tenantId: TenantId | null }>();
