import type { Instant } from '../licensing/time.ts';
import { addDays } from '../licensing/time.ts';
import { auditKeysBefore, keysFrom, operationKey } from '../storage/keys.ts';
import { fromDocument } from '../storage/rows/document.ts';
import { AuditEntry } from '../storage/rows/operation-row.ts';
import { StorageRefusal } from '../storage/tables.ts';
import type { TenantStore } from '../storage/tenant-store.ts';
import { maxWrites } from '../storage/limits.ts';

/** Operations one sweep removes of one tenant. */
const mostOperations = 200;

/** Removes the records of operations that were kept their `auditRetentionDays`, oldest last in the audit order. */
export async function removeOldOperations(store: TenantStore, now: Instant): Promise<void> {
  const tenant = await store.tenant();
  // A tenant whose set-up was cut off has no settings yet, and nothing old.
  if (tenant === null) return;
  const range = auditKeysBefore(addDays(now, -tenant.value.auditRetentionDays));
  const { rows } = await store.slice(range, mostOperations);
  for (const row of rows) {
    const { operationId } = fromDocument(AuditEntry, row).value;
    const found = await store.operation(operationId);
    // What is not handled yet is still needed.
    if (found !== null && found.operation.message !== 'handled') continue;
    const parts = found === null ? [] : await store.all(keysFrom(operationKey(operationId)));
    await removeRows(store, [...parts.map(({ key }) => key), row.key]);
  }
}

async function removeRows(store: TenantStore, rowKeys: readonly string[]): Promise<void> {
  try {
    for (let start = 0; start < rowKeys.length; start += maxWrites) {
      await store.submit(
        rowKeys.slice(start, start + maxWrites).map((key) => ({ kind: 'delete', key })),
      );
    }
  } catch (error) {
    // Another sweep is removing the same record; what is left is found next time.
    if (!(error instanceof StorageRefusal)) throw error;
  }
}
