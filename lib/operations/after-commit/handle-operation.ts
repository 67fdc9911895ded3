import { z } from 'zod';
import type { OperationId } from '../../licensing/ids.ts';
import { addDays } from '../../licensing/time.ts';
import type { Instant } from '../../licensing/time.ts';
import type { RetentionMessage } from '../../messages/retention.ts';
import { operationChange } from '../../storage/rows/operation-row.ts';
import { operationWakeUpKey } from '../../storage/rows/wake-up-row.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { Vault } from '../../storage/vault.ts';
import { progressOf } from '../engine/answers/progress.ts';
import { totalsOf } from '../engine/answers/totals.ts';
import { finishOperation } from './finish-operation.ts';
import { sendDerivations } from '../licenses/derive-holders.ts';
import { removeDeletedItems } from '../held-data/delete-item.ts';
import { noticesOf, queueNotices } from '../notices/notices.ts';
import { noteGivenUp } from '../engine/given-up.ts';
import { note } from '../engine/note.ts';
import type { Services } from '../engine/services.ts';
import { submitWrites } from '../engine/submit-writes.ts';

/** An import that was cut off is sent again by its caller or never: after this what is there is all there will be. */
const waitsDays = 1;

/**
 * Does what follows from a committed operation: finishes what a crash left, publishes what is held, and marks the
 * operation handled. Safe to run any number of times, also at once.
 */
export async function handleOperation(
  services: Services,
  { tenantId, operationId }: RetentionMessage,
  now: Instant,
): Promise<void> {
  const store = new TenantStore(services.tables, tenantId);
  const found = await store.operation(operationId);
  if (found === null) {
    // The message is sent after the commit, so the record was kept its time and removed since.
    services.log(`operation ${operationId}: has no record any more, nothing to handle`);
    return;
  }
  await finishOperation(services, store, found, now);
  // Whatever of an import is there; a product says itself that its holders are to be derived, so twice is once.
  const { request } = found.operation;
  if (request.path === 'import' && request.kind === 'subscribedSkus') {
    await sendDerivations(services, store);
  }
  const reached = (await store.operation(operationId)) ?? found;
  if (request.path === 'deleteItem') {
    await removeDeletedItems(new Vault(services.tables, tenantId), reached.parts);
  }
  const isJob = request.path === 'job';
  if (
    progressOf(reached).status === 'running' &&
    (isJob || now < addDays(found.operation.at, waitsDays))
  ) {
    // Its wake-up stays: what it says of it waits until all of it is there.
    services.log(`operation ${operationId}: ${request.path} is still running`);
    return;
  }
  // Before it is marked handled: cut off in between, they are queued again under the same event ids.
  if (services.isNotifying === true) {
    await queueNotices(services, noticesOf(tenantId, operationId, reached.parts));
  }
  await mark(services, store, operationId, 'handled');
  const held = reached.parts.reduce((count, { results }) => count + countHeld(results), 0);
  note(services, { event: 'handled', operationId, path: request.path, held });
}

/** Says of an operation that its message could not be handled and lies in the poison queue. */
export async function markPoisoned(
  services: Services,
  { tenantId, operationId }: RetentionMessage,
): Promise<void> {
  await mark(services, new TenantStore(services.tables, tenantId), operationId, 'poisoned');
  note(services, { event: 'poisoned', queue: 'retention', tenantId, operationId });
  await noteGivenUp(services, 'retention', tenantId);
}

async function mark(
  services: Services,
  store: TenantStore,
  operationId: OperationId,
  message: 'handled' | 'poisoned',
): Promise<void> {
  for (;;) {
    const found = await store.operation(operationId);
    if (found === null || found.operation.message === 'handled') return;
    const { operation, row, parts } = found;
    const isDone = message === 'handled' && progressOf(found).status === 'done';
    const totals = isDone ? totalsOf(operation.request, parts) : null;
    const writes = [
      operationChange(row, { message, totals }),
      // The wake-up of a poisoned message stays: the sweep tries again until it is handled.
      ...(message === 'handled'
        ? [{ kind: 'delete', key: operationWakeUpKey(operation.wakeAt, operationId) } as const]
        : []),
    ];
    try {
      await submitWrites(services, store, writes);
      return;
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }
}

const HeldData = z.object({ data: z.array(z.object({ state: z.string() })) });

function countHeld(results: readonly unknown[]): number {
  return results.reduce<number>((count, result) => {
    const parsed = HeldData.safeParse(result);
    const data = parsed.success ? parsed.data.data : [];
    return count + data.filter(({ state }) => state === 'held').length;
  }, 0);
}
