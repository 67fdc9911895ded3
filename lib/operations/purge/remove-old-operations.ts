import type { OperationId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays, toInstant } from '../../licensing/time.ts';
import { auditRowsBefore, fromAuditRow } from '../../storage/rows/audit-entry-row.ts';
import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import { jobKey } from '../../storage/rows/jobs/job-row.ts';
import { jobUsersRows } from '../../storage/rows/jobs/job-users-row.ts';
import { rowsOfOperation } from '../../storage/rows/operation-row.ts';
import type { Row } from '../../storage/tables.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { OperationWithParts, TenantStore } from '../../storage/tenant-store.ts';
import { stateRemoval } from '../audit/fold-chain.ts';
import { readClocks } from '../engine/clocks.ts';
import type { Services } from '../engine/services.ts';
import { maxWrites } from '../../storage/limits.ts';

/** Operations one run looks at. */
const mostOperations = 200;

/**
 * Removes the records of operations that were kept their `auditRetentionDays`; what is beyond one run goes on by message.
 * @param from the line of the audit to go on with; null for the beginning
 * @returns whether none is left that was kept its time
 * @throws ClocksApartError when the clocks differ by more than 5 minutes
 */
export async function removeOldOperations(
  services: Services,
  store: TenantStore,
  from: string | null = null,
): Promise<boolean> {
  const { tenantId } = store;
  const tenant = await store.tenant();
  // A tenant whose set-up was cut off has no settings yet, and nothing old.
  if (tenant === null) return true;
  const { dueBy } = readClocks(services);
  const kept = startOfHour(addDays(dueBy, -tenant.value.auditRetentionDays));
  const range = auditRowsBefore(kept);
  const { rows, next } = await store.slice({ ...range, from: from ?? range.from }, mostOperations);
  if (rows.length === 0) return true;
  // The chain of the audit says it first, so that no other removal looks like this one.
  if (!(await stateRemoval(store, kept))) return false;
  let left = 0;
  for (const row of rows) if (!(await removeOperation(services, store, row))) left += 1;
  // The rest is behind what had to stay, too.
  if (next !== null)
    await services.queues.send('sweeps', { v: 1, kind: 'records', tenantId, from: next });
  if (left > 0) services.log(`${left} old operations of ${tenantId} are still needed and stay`);
  return left === 0 && next === null;
}

/** @returns false when it stays: it is still needed, or damaged, so that nobody knows whether it is */
async function removeOperation({ log }: Services, store: TenantStore, row: Row): Promise<boolean> {
  let operationId: OperationId;
  let found: OperationWithParts | null;
  try {
    ({ operationId } = fromAuditRow(row));
    found = await store.operation(operationId);
    if (found !== null && (await isNeeded(store, found))) return false;
  } catch (error) {
    return leaveOut(error, log) ?? false;
  }
  const parts = found === null ? [] : await store.all(rowsOfOperation(operationId));
  const ofJob = found?.operation.request.path === 'job' ? await jobRowsOf(store, found) : [];
  await removeRows(store, [...ofJob, ...parts.map(({ key }) => key), row.key]);
  return true;
}

/** How far a job has come, and whom it was about, go with its record. */
async function jobRowsOf(
  store: TenantStore,
  { operation }: OperationWithParts,
): Promise<readonly string[]> {
  const users = await store.all(jobUsersRows(operation.operationId));
  const job = await store.row(jobKey(operation));
  return [...users.map(({ key }) => key), ...(job === null ? [] : [job.key])];
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
