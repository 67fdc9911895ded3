import type { TenantId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays, msBetween } from '../../licensing/time.ts';
import type { DueTenant, OldMark, SweepMessage } from '../../messages/sweeps.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { markDay, tenantOfMark } from '../../storage/rows/mark-row.ts';
import type { Row } from '../../storage/tables.ts';
import { note } from '../engine/note.ts';
import { noticeDays } from '../notices/notices.ts';
import type { Services } from '../engine/services.ts';
import { isOldMark } from './old-marks.ts';

const tenantsInMessage = 100;
/** More of them go with the next sweep; a message of so many tenants stays below the 64 KiB of the service. */
const marksOfTenant = 3;

/**
 * Walks over the marks until now, whenever they were set, and queues their tenants in batches: the cost is the same for
 * any number of tenants, since whatever is beyond one page goes on by message. Any number of sweeps may run at once.
 * @param continuation where the walk goes on; null begins with the oldest mark
 */
export async function sweep(
  services: Services,
  now: Instant,
  continuation: string | null = null,
): Promise<void> {
  const { tables, queues } = services;
  const page = await tables.pageBelow('wakeups', lastDay(services, now), { continuation });
  // First, so that nothing in this page keeps the others waiting.
  if (page.continuation !== null) {
    await queues.send('sweeps', { v: 1, kind: 'marks', continuation: page.continuation });
  }
  const due = dueTenants(services, page.rows, now);
  for (let start = 0; start < due.length; start += tenantsInMessage) {
    const tenants = due.slice(start, start + tenantsInMessage);
    const message: SweepMessage = { v: 1, kind: 'tenants', tenants };
    await queues.send('sweeps', message);
  }
  note(services, { event: 'clocks', skewMs: msBetween(tables.lastSeenClock(), services.clock()) });
  const tenants = due.length;
  note(services, {
    event: 'swept',
    tenants,
    users: 0,
    operations: 0,
    failures: 0,
    overdueMinutes: 0,
  });
}

/** Below the next day: marks of today and of every day before, and of those that notices look ahead to. */
function lastDay({ isNotifying }: Services, now: Instant): string {
  const ahead = isNotifying === true ? Math.max(...noticeDays) + 1 : 0;
  return markDay(addDays(now, ahead + 1));
}

function dueTenants(
  { tables, log }: Services,
  marks: readonly Row[],
  now: Instant,
): readonly DueTenant[] {
  const due = new Map<TenantId, OldMark[]>();
  const tenantIds = readEach(marks, tenantOfMark, log);
  for (const [index, mark] of marks.entries()) {
    const tenantId = tenantIds[index] ?? null;
    if (tenantId === null) continue;
    const old = due.get(tenantId) ?? [];
    due.set(tenantId, old);
    const { partition: day, etag } = mark;
    if (old.length < marksOfTenant && isOldMark(tables, day, now)) old.push({ day, etag });
  }
  return [...due].map(([tenantId, old]) => ({ tenantId, marks: old }));
}
