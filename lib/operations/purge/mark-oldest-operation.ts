import type { Instant } from '../../licensing/time.ts';
import { addDays, addMs, msBetween } from '../../licensing/time.ts';
import { auditEntryOfKey, auditRows, auditRowsBefore } from '../../storage/rows/audit-entry-row.ts';
import type { Range } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { readClocks } from '../engine/clocks.ts';
import type { Services } from '../engine/services.ts';

const closeEnoughMs = 24 * 60 * 60 * 1000;

/**
 * Marks the day on which the oldest operation of a tenant has been kept its `auditRetentionDays`, so that a sweep comes
 * by then although nothing else happens in the tenant. Has to come before the tenant's last mark goes.
 */
export async function markOldestOperation(services: Services, store: TenantStore): Promise<void> {
  const tenant = await store.tenant();
  if (tenant === null) return;
  const days = tenant.value.auditRetentionDays;
  const oldest = await oldestOperation(store, addDays(readClocks(services).dueBy, -days));
  if (oldest !== null) await services.marks.mark(store.tenantId, [addDays(oldest, days)]);
}

/**
 * An instant no later than the oldest operation, and no more than a day earlier; null when there is none. The audit can
 * only be read from its newest line on, so its end is found by halving, some ten calls of one row each.
 * @param kept what is older has been removed
 */
async function oldestOperation(store: TenantStore, kept: Instant): Promise<Instant | null> {
  let before = await newestIn(store, auditRows);
  if (before === null) return null;
  let after = kept;
  while (msBetween(after, before) > closeEnoughMs) {
    const middle = addMs(after, msBetween(after, before) / 2);
    const older = await newestIn(store, auditRowsBefore(middle));
    if (older === null) after = middle;
    else before = older;
  }
  return after;
}

/** The newest line there is; one whose key names nothing is no end of the list. */
async function newestIn(store: TenantStore, { from, to }: Range): Promise<Instant | null> {
  let next: string | null = from;
  while (next !== null) {
    const slice: Awaited<ReturnType<TenantStore['slice']>> = await store.slice(
      { from: next, to },
      1,
    );
    const [row] = slice.rows;
    const entry = row === undefined ? null : auditEntryOfKey(row.key);
    if (entry !== null) return entry.at;
    ({ next } = slice);
  }
  return null;
}
