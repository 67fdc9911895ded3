import type { TenantId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays, earlierOf } from '../../licensing/time.ts';
import type { OldMark } from '../../messages/sweeps.ts';
import { markDay } from '../../storage/rows/mark-row.ts';
import type { Tables } from '../../storage/tables.ts';
import { StorageRefusal } from '../../storage/tables.ts';

/** Marks stay this long after their day, so that a clock or a cache that is behind finds them. */
const marksStayDays = 2;

/** Whether a mark's day is two days past by both clocks, so that it may go when its tenant has nothing due. */
export function isOldMark(
  tables: Pick<Tables, 'lastSeenClock'>,
  day: string,
  now: Instant,
): boolean {
  return day < markDay(addDays(earlierOf(now, tables.lastSeenClock()), -marksStayDays));
}

/** Removes the marks of a tenant that has nothing due until now; one that was set again meanwhile stays. */
export async function removeOldMarks(
  tables: Tables,
  tenantId: TenantId,
  marks: readonly OldMark[],
  now: Instant,
): Promise<void> {
  for (const { day, etag } of marks) {
    if (!isOldMark(tables, day, now)) continue;
    try {
      await tables.remove('wakeups', day, tenantId, etag);
    } catch (error) {
      // Another sweep removed it, or somebody marked the day again: both are as it should be.
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }
}
