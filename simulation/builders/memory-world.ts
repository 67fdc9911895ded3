import { TenantId } from '../../lib/licensing/ids.ts';
import type { Product } from '../../lib/licensing/products/product.ts';
import { addMs } from '../../lib/licensing/time.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import type { User } from '../../lib/licensing/user.ts';
import type { Tenant } from '../../lib/licensing/tenant.ts';
import { tenantDefaults } from '../../lib/licensing/tenant.ts';
import type { Call } from '../../lib/operations/engine/call.ts';
import { Catalogs } from '../../lib/operations/engine/catalogs.ts';
import { handleOperation } from '../../lib/operations/after-commit/handle-operation.ts';
import { handlePurgeMessage } from '../../lib/operations/purge/handle-purge-message.ts';
import { runJob } from '../../lib/operations/jobs/run-job.ts';
import { JobMessage } from '../../lib/messages/jobs.ts';
import { NoticeMessage } from '../../lib/messages/notices.ts';
import { RetentionMessage } from '../../lib/messages/retention.ts';
import type { Services } from '../../lib/operations/engine/services.ts';
import { PurgeMessage } from '../../lib/messages/purges.ts';
import { SweepMessage } from '../../lib/messages/sweeps.ts';
import { handleSweepMessage } from '../../lib/operations/purge/handle-sweep-message.ts';
import { sweep } from '../../lib/operations/purge/sweep.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import type { Session } from '../../lib/operations/engine/session.ts';
import { tenantWrite } from '../../lib/storage/rows/tenant-row.ts';
import { toDocument } from '../../lib/storage/rows/document.ts';
import { MemoryTables } from '../../lib/storage/memory-tables.ts';
import type { Queues, QueueName } from '../../lib/storage/queues.ts';
import { ProductRow, productKey } from '../../lib/storage/rows/product-row.ts';
import { seatChanges, userWrites } from '../../lib/storage/rows/user-row.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { TenantStore } from '../../lib/storage/tenant-store.ts';
import { WakeUpMarks } from '../../lib/storage/wake-up-marks.ts';
import { guid } from './products.ts';
import { start } from './users.ts';

export const tenantId = TenantId.parse(guid(9, 1));

/** Queues whose messages wait until somebody takes them. */
class MemoryQueues implements Queues {
  readonly messages: { readonly queue: QueueName; readonly text: string }[] = [];

  send(queue: QueueName, message: object): Promise<void> {
    this.messages.push({ queue, text: JSON.stringify(message) });
    return Promise.resolve();
  }

  /** Takes every message that waits on a queue. */
  take(queue: QueueName): unknown[] {
    const taken = this.messages.filter((message) => message.queue === queue);
    for (const message of taken) this.messages.splice(this.messages.indexOf(message), 1);
    return taken.map(({ text }) => JSON.parse(text) as unknown);
  }
}

/** The whole app without its host: the real operations on tables in memory and a clock that stands where it is put. */
export class MemoryWorld {
  now: Instant = start;
  /** How far this machine's clock is ahead of the storage service's. */
  aheadMs = 0;
  readonly memory = new MemoryTables(() => this.now);
  readonly queues = new MemoryQueues();
  readonly log: string[] = [];
  readonly services: Services;
  readonly store: TenantStore;

  /** The notices that were queued, in their order. */
  readonly notices: NoticeMessage[] = [];

  /**
   * @param decorate puts something between the operations and the tables, to count or to fail
   * @param isNotifying whether notices go to somebody
   * @param decorateQueues puts something between the operations and the queues
   */
  constructor(
    decorate: (tables: Tables) => Tables = (tables) => tables,
    isNotifying = false,
    decorateQueues: (queues: Queues) => Queues = (queues) => queues,
  ) {
    const tables = decorate(this.memory);
    this.services = {
      tables,
      queues: decorateQueues(this.queues),
      marks: new WakeUpMarks(tables),
      catalogs: new Catalogs(tables),
      clock: () => addMs(this.now, this.aheadMs),
      isNotifying,
      log: (line) => this.log.push(line),
    };
    this.store = new TenantStore(this.memory, tenantId);
  }

  call(changes: Partial<Call> = {}): Call {
    return {
      tenantId,
      caller: { id: 'admin', kind: 'user' },
      now: this.services.clock(),
      route: 'POST /test',
      idempotencyKey: null,
      isDryRun: false,
      ...changes,
    };
  }

  session(changes: Partial<Call> = {}): Session {
    return sessionOf(this.services, this.call(changes));
  }

  /** Puts a tenant with products and users straight into the tables. */
  async load(
    products: readonly Product[],
    users: readonly User[],
    tenant: Partial<Tenant> = {},
  ): Promise<void> {
    const settings: Tenant = { displayName: 'Contoso', ...tenantDefaults, ...tenant };
    await this.store.submit([
      tenantWrite(settings),
      ...products.map((product) => {
        const consumed = users.filter(
          (user) => (seatChanges(null, user).get(product.skuId) ?? 0) > 0,
        ).length;
        const properties = toDocument(ProductRow, { product, consumed, derivedTo: 0 });
        return { kind: 'put', key: productKey(product.skuId), properties } as const;
      }),
    ]);
    for (const user of users) await this.store.submit(userWrites(null, user));
  }

  /** Handles every message until none is left; steps of sweeps side by side, as several instances do. */
  async handleMessages(services: Services = this.services): Promise<void> {
    while (this.queues.messages.length > 0) {
      for (const message of this.queues.take('retention')) {
        await handleOperation(services, RetentionMessage.parse(message), services.clock());
      }
      await Promise.all(
        this.queues
          .take('sweeps')
          .map((message) =>
            handleSweepMessage(services, SweepMessage.parse(message), services.clock()),
          ),
      );
      for (const message of this.queues.take('purges')) {
        await handlePurgeMessage(services, PurgeMessage.parse(message));
      }
      for (const message of this.queues.take('jobs')) {
        await runJob(services, JobMessage.parse(message), services.clock());
      }
      for (const message of this.queues.take('notices')) {
        this.notices.push(NoticeMessage.parse(message));
      }
    }
  }

  /** Runs so many sweeps at once, and every message that comes of them. */
  async sweep(sweeps = 1, services: Services = this.services): Promise<void> {
    const running = Array.from({ length: sweeps }, () => sweep(services, services.clock()));
    await Promise.all(running);
    await this.handleMessages(services);
  }

  /** Moves the clock, sweeps and handles what the sweep has found. */
  async moveTo(now: Instant): Promise<void> {
    this.now = now;
    await this.sweep();
  }

  async consumed(skuId: Product['skuId']): Promise<number> {
    return (await this.store.products()).get(skuId)?.consumed ?? 0;
  }
}
