import type { Instant } from '../../licensing/time.ts';
import { addDays } from '../../licensing/time.ts';
import { maxWrites } from '../../storage/limits.ts';
import { noticeRows } from '../../storage/rows/notice-row.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { dueByBoth } from '../engine/clocks.ts';
import type { Services } from '../engine/services.ts';

/** How long what became of a notice is kept. */
export const keptDays = 30;
/** Transactions of one run; the next one goes on. */
const mostRemovals = 20;

/** Notices from here on are shown; earlier ones were kept their time by both clocks. */
export function keptFrom(services: Services): Instant {
  return addDays(dueByBoth(services), -keptDays);
}

/**
 * Removes notices that were kept their 30 days by both clocks.
 * @returns whether none is left
 */
export async function removeOldNotices(services: Services, store: TenantStore): Promise<boolean> {
  const before = keptFrom(services);
  let removals = 0;
  for (const delivery of ['undelivered', 'delivered'] as const) {
    const range = noticeRows(delivery, null, before);
    for (let isLeft = true; isLeft; removals += 1) {
      if (removals >= mostRemovals) return false;
      const { rows, next } = await store.slice(range, maxWrites);
      if (rows.length === 0) break;
      try {
        await store.submit(rows.map(({ key }) => ({ kind: 'delete', key })));
      } catch (error) {
        // Another one removes them at the same time.
        if (!(error instanceof StorageRefusal)) throw error;
        return false;
      }
      isLeft = next !== null;
    }
  }
  return true;
}
