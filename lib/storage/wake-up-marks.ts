import type { TenantId } from '../licensing/ids.ts';
import type { Instant } from '../licensing/time.ts';
import { wakeUpDayPartition } from './keys.ts';
import type { Tables } from './tables.ts';

const shards = 8;
const mostCached = 50_000;

/**
 * "This tenant has something due that day": written before what is due, so the marks are always a superset. Each
 * instance remembers what it has marked; a needless mark costs the sweep one empty query.
 */
export class WakeUpMarks {
  readonly #tables: Tables;
  readonly #marked = new Set<string>();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async mark(tenantId: TenantId, days: Iterable<Instant>): Promise<void> {
    const partitions = new Set([...days].map((due) => wakeUpDayPartition(due, shardOf(tenantId))));
    const missing = [...partitions].filter((day) => !this.#marked.has(`${day}~${tenantId}`));
    await Promise.all(
      missing.map(async (day) => {
        await this.#tables.submit('wakeups', day, [{ kind: 'put', key: tenantId, properties: {} }]);
        if (this.#marked.size >= mostCached) this.#marked.clear();
        this.#marked.add(`${day}~${tenantId}`);
      }),
    );
  }
}

/** Spreads the tenants of a day over several partitions, by the last digits of their ids. */
function shardOf(tenantId: TenantId): number {
  return Number.parseInt(tenantId.slice(-4), 16) % shards;
}
