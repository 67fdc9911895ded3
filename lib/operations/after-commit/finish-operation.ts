import { z } from 'zod';
import { OperationId, SkuId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { OperationWithParts, TenantStore } from '../../storage/tenant-store.ts';
import { deleteSpec } from '../users/delete-users.ts';
import type { OperationSpec } from '../engine/operation-spec.ts';
import { tenantSpec, tenantTargets } from '../tenant/put-tenant.ts';
import { progressOf } from '../engine/progress.ts';
import { commitParts } from '../engine/run-operation.ts';
import type { Services } from '../engine/services.ts';
import { unassignSpec } from '../licenses/unassign-licenses.ts';
import { undoSpec, undoTargets } from '../licenses/undo-operation.ts';

const UnassignRequestSchema = z.object({
  path: z.enum(['licensesPage', 'activeUser', 'activeUsers']),
  userIds: z.array(UserId),
  skuIds: z.union([z.literal('allDirect'), z.array(SkuId)]),
});
const DeleteRequestSchema = z.object({
  path: z.enum(['deleteUser', 'directorySync']),
  userIds: z.array(UserId),
});
const UndoRequestSchema = z.strictObject({ operationId: OperationId });

/**
 * A crash between two transactions leaves targets undone; the record says what was to be done with them. An import
 * stays as it is: its caller sends it again.
 */
export async function finishOperation(
  services: Services,
  store: TenantStore,
  found: OperationWithParts,
  now: Instant,
): Promise<void> {
  if (progressOf(found).status === 'done') return;
  const { operation, parts } = found;
  const { tenantId } = store;
  const { by: caller, route, operationId, fingerprint, at, path, request } = operation;
  const call = { tenantId, caller, now, route, idempotencyKey: null, isDryRun: false };
  const catalog = await services.catalogs.of(tenantId, now);
  const goOn = <Target>(spec: OperationSpec<Target>): Promise<void> =>
    commitParts(services, store, call, catalog, spec, { operationId, fingerprint, at }, [...parts]);
  const unassign = UnassignRequestSchema.safeParse(request);
  if (unassign.success) return goOn(unassignSpec(unassign.data));
  const deletion = DeleteRequestSchema.safeParse(request);
  if (deletion.success) return goOn(deleteSpec(deletion.data));
  if (path === 'undo') {
    const { operationId: undone } = UndoRequestSchema.parse(request);
    return goOn(undoSpec(store, undone, await undoTargets(store, undone), catalog));
  }
  if (path === 'tenant') {
    // The settings as they are now: a later change of them is not taken back.
    const tenant = (await store.tenant())?.value ?? catalog.tenant;
    return goOn(tenantSpec(request, await tenantTargets(store, operation), tenant));
  }
  return undefined;
}
