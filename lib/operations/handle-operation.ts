import { z } from 'zod';
import type { OperationId } from '../licensing/ids.ts';
import { SkuId, UserId } from '../licensing/ids.ts';
import type { Instant } from '../licensing/time.ts';
import { operationKey, operationWakeUpKey } from '../storage/keys.ts';
import { toDocument } from '../storage/rows/document.ts';
import { Operation } from '../storage/rows/operation-row.ts';
import { StorageRefusal } from '../storage/tables.ts';
import type { OperationWithParts } from '../storage/tenant-store.ts';
import { TenantStore } from '../storage/tenant-store.ts';
import { deleteSpec } from './delete-users.ts';
import type { OperationSpec } from './operation-spec.ts';
import type { RetentionMessage } from './retention-message.ts';
import { commitParts } from './run-operation.ts';
import type { Services } from './services.ts';
import { unassignSpec } from './unassign-licenses.ts';

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
  await finish(services, store, found, now);
  await mark(store, operationId, 'handled');
  const held = found.parts.reduce((count, { results }) => count + countHeld(results), 0);
  services.log(`operation ${operationId}: ${found.operation.path} handled, ${held} services held`);
}

/** Says of an operation that its message could not be handled and lies in the poison queue. */
export async function markPoisoned(
  services: Services,
  { tenantId, operationId }: RetentionMessage,
): Promise<void> {
  await mark(new TenantStore(services.tables, tenantId), operationId, 'poisoned');
  services.log(`operation ${operationId}: its message went to the poison queue`);
}

async function mark(
  store: TenantStore,
  operationId: OperationId,
  message: 'handled' | 'poisoned',
): Promise<void> {
  for (;;) {
    const found = await store.operation(operationId);
    if (found === null || found.operation.message === 'handled') return;
    const { operation, etag } = found;
    const writes = [
      {
        kind: 'replace',
        key: operationKey(operationId),
        properties: toDocument(Operation, { ...operation, message }),
        ifMatch: etag,
      } as const,
      // The wake-up of a poisoned message stays: the sweep tries again until it is handled.
      ...(message === 'handled'
        ? [{ kind: 'delete', key: operationWakeUpKey(operation.wakeAt, operationId) } as const]
        : []),
    ];
    try {
      await store.submit(writes);
      return;
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }
}

/** A crash between two transactions leaves targets undone; the recorded request says what was to be done with them. */
async function finish(
  services: Services,
  store: TenantStore,
  { operation, parts }: OperationWithParts,
  now: Instant,
): Promise<void> {
  const done = parts.at(-1)?.doneTargets ?? 0;
  if (done >= operation.targetCount) return;
  const spec = specOf(operation);
  if (spec === null) return;
  const { tenantId } = store;
  const { by: caller, route, operationId, fingerprint, at } = operation;
  const call = { tenantId, caller, now, route, idempotencyKey: null, isDryRun: false };
  const catalog = await services.catalogs.of(tenantId, now);
  await commitParts(services, store, call, catalog, spec, { operationId, fingerprint, at }, [
    ...parts,
  ]);
}

const UnassignRequestSchema = z.object({
  path: z.enum(['licensesPage', 'activeUser', 'activeUsers']),
  userIds: z.array(UserId),
  skuIds: z.union([z.literal('allDirect'), z.array(SkuId)]),
});
const DeleteRequestSchema = z.object({
  path: z.enum(['deleteUser', 'directorySync']),
  userIds: z.array(UserId),
});

/** How an operation goes on; null where its caller does that (an import, which is sent again). */
function specOf({ request }: Operation): OperationSpec<UserId> | null {
  const unassign = UnassignRequestSchema.safeParse(request);
  if (unassign.success) return unassignSpec(unassign.data);
  const deletion = DeleteRequestSchema.safeParse(request);
  return deletion.success ? deleteSpec(deletion.data) : null;
}

const HeldData = z.object({ data: z.array(z.object({ state: z.string() })) });

function countHeld(results: readonly unknown[]): number {
  return results.reduce<number>((count, result) => {
    const parsed = HeldData.safeParse(result);
    const data = parsed.success ? parsed.data.data : [];
    return count + data.filter(({ state }) => state === 'held').length;
  }, 0);
}
