import type { Instant } from '../../licensing/time.ts';
import { addDays, toInstant } from '../../licensing/time.ts';
import { auditRowsBefore, fromAuditRow } from '../../storage/rows/audit-entry-row.ts';
import { rowsOfOperation } from '../../storage/rows/operation-row.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { OperationWithParts, TenantStore } from '../../storage/tenant-store.ts';
import { stateRemoval } from '../audit/fold-chain.ts';
import { readClocks } from '../engine/clocks.ts';
import type { Services } from '../engine/services.ts';
import { maxWrites } from '../../storage/limits.ts';

/** Operations one sweep removes of one tenant. */
const mostOperations = 200;

/**
 * Removes the records of operations that were kept their `auditRetentionDays`, oldest last in the audit order.
 * @throws ClocksApartError when the clocks differ by more than 5 minutes
 */
export async function removeOldOperations(services: Services, store: TenantStore): Promise<void> {
  const tenant = await store.tenant();
  // A tenant whose set-up was cut off has no settings yet, and nothing old.
  if (tenant === null) return;
  const { dueBy } = readClocks(services);
  const kept = startOfHour(addDays(dueBy, -tenant.value.auditRetentionDays));
  const { rows } = await store.slice(auditRowsBefore(kept), mostOperations);
  // The chain of the audit says it first, so that no other removal looks like this one.
  if (rows.length === 0 || !(await stateRemoval(store, kept))) return;
  for (const row of rows) {
    const { operationId } = fromAuditRow(row);
    const found = await store.operation(operationId);
    if (found !== null && (await isNeeded(store, found))) continue;
    const parts = found === null ? [] : await store.all(rowsOfOperation(operationId));
    await removeRows(store, [...parts.map(({ key }) => key), row.key]);
  }
}

/** What is not handled yet is, and so is what an undo that is not finished gives back. */
async function isNeeded(store: TenantStore, { operation }: OperationWithParts): Promise<boolean> {
  if (operation.message !== 'handled') return true;
  const undo = operation.undoneBy === null ? null : await store.operation(operation.undoneBy);
  return undo !== null && undo.operation.message !== 'handled';
}

/** Whole hours, so that the chain of the audit has one statement an hour at the most. */
function startOfHour(at: Instant): Instant {
  return toInstant(`${at.slice(0, 13)}:00:00.000Z`);
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
