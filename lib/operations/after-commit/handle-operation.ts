import { z } from 'zod';
import type { OperationId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { RetentionMessage } from '../../messages/retention.ts';
import { operationChange } from '../../storage/rows/operation-row.ts';
import { operationWakeUpKey } from '../../storage/rows/wake-up-row.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { finishOperation } from './finish-operation.ts';
import { noticesOf, queueNotices } from '../notices/notices.ts';
import { noteGivenUp } from '../engine/given-up.ts';
import type { Services } from '../engine/services.ts';
import { submitWrites } from '../engine/submit-writes.ts';

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
  // Before it is marked handled: cut off in between, they are queued again under the same event ids.
  await queueNoticesOf(services, store, operationId);
  await mark(services, store, operationId, 'handled');
  const held = found.parts.reduce((count, { results }) => count + countHeld(results), 0);
  services.log(
    `operation ${operationId}: ${found.operation.request.path} handled, ${held} services held`,
  );
}

/** Says of an operation that its message could not be handled and lies in the poison queue. */
export async function markPoisoned(
  services: Services,
  { tenantId, operationId }: RetentionMessage,
): Promise<void> {
  await mark(services, new TenantStore(services.tables, tenantId), operationId, 'poisoned');
  services.log(`operation ${operationId}: its message went to the poison queue`);
  await noteGivenUp(services, 'retention', tenantId);
}

/** The notices that follow from an operation, of all its parts as they are by now. */
async function queueNoticesOf(
  services: Services,
  store: TenantStore,
  operationId: OperationId,
): Promise<void> {
  if (services.isNotifying !== true) return;
  const parts = (await store.operation(operationId))?.parts ?? [];
  await queueNotices(services, noticesOf(store.tenantId, operationId, parts));
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
    const { operation, row } = found;
    const writes = [
      operationChange(row, { message }),
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
