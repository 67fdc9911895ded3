import type { TenantId } from '../licensing/ids.ts';
import type { Instant } from '../licensing/time.ts';
import { markPartition, markWrite } from './rows/mark-row.ts';
import type { Tables } from './tables.ts';

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
    const partitions = new Set([...days].map((due) => markPartition(due, tenantId)));
    const missing = [...partitions].filter((day) => !this.#marked.has(`${day}~${tenantId}`));
    await Promise.all(
      missing.map(async (day) => {
        await this.#tables.submit('wakeups', day, [markWrite(tenantId)]);
        if (this.#marked.size >= mostCached) this.#marked.clear();
        this.#marked.add(`${day}~${tenantId}`);
      }),
    );
  }
}
