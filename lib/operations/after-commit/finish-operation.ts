import type { Instant } from '../../licensing/time.ts';
import type { OperationWithParts, TenantStore } from '../../storage/tenant-store.ts';
import { deleteSpec } from '../users/delete-users.ts';
import type { OperationSpec } from '../engine/operation-spec.ts';
import { tenantSpec, tenantTargets } from '../tenant/put-tenant.ts';
import { sendJob } from '../jobs/send-job.ts';
import { progressOf } from '../engine/answers/progress.ts';
import { commitParts } from '../engine/run-operation.ts';
import type { Services } from '../engine/services.ts';
import { sessionOf } from '../engine/session.ts';
import { changeSpec } from '../licenses/change-licenses.ts';
import { deriveSpec } from '../licenses/derive-holders.ts';
import { unassignSpec } from '../licenses/unassign-licenses.ts';
import { undoSpec, undoTargets } from '../licenses/undo-operation.ts';

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
  if (progressOf(found).status !== 'running') return;
  const { operation, parts } = found;
  const { tenantId } = store;
  const { by: caller, route, operationId, fingerprint, at, request } = operation;
  const call = { tenantId, caller, now, route, idempotencyKey: null, isDryRun: false };
  const session = sessionOf(services, call);
  const catalog = await services.catalogs.of(tenantId, now);
  const goOn = <Target>(spec: OperationSpec<Target>): Promise<void> =>
    commitParts(session, { catalog, spec, head: { operationId, fingerprint, at } }, [...parts]);
  switch (request.path) {
    case 'licensesPage':
    case 'activeUser':
    case 'activeUsers':
      return goOn(unassignSpec(request));
    case 'deleteUser':
    case 'directorySync':
      return goOn(deleteSpec(request));
    case 'undo': {
      const undone = request.operationId;
      return goOn(undoSpec(store, undone, await undoTargets(store, undone), catalog));
    }
    case 'tenant': {
      // The settings as they are now: a later change of them is not taken back.
      const tenant = (await store.tenant())?.value ?? catalog.tenant;
      return goOn(tenantSpec(request, await tenantTargets(store, operation), tenant));
    }
    case 'plans':
      return goOn(deriveSpec(request));
    case 'import':
      return undefined;
    case 'graph': {
      if (request.action !== 'assignLicense') return undefined;
      const { userId, addLicenses: add, removeLicenses: remove } = request;
      return goOn(changeSpec(userId, { add, remove }));
    }
    case 'assign':
    case 'restore':
    case 'permanentDelete':
    case 'block':
    case 'unblock':
    case 'usageLocation':
    case 'placeHold':
    case 'liftHold':
    case 'addDelegate':
    case 'removeDelegate':
    case 'deleteItem':
    case 'seats':
    case 'repair':
      // One target at the most, or few rows: all of it is in the first transaction.
      return undefined;
    case 'job':
      return sendJob(services, tenantId, operationId);
    default:
      return request satisfies never;
  }
}
