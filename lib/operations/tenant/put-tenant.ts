import { UserId } from '../../licensing/ids.ts';
import { settleDue } from '../../licensing/due.ts';
import { withOneDriveRetention } from '../../licensing/one-drive-retention.ts';
import { Tenant, tenantDefaults } from '../../licensing/tenant.ts';
import { auditRowsOf, fromAuditRow } from '../../storage/rows/audit-entry-row.ts';
import type { OperationRequest } from '../../storage/rows/operation-request.ts';
import type { Operation } from '../../storage/rows/operation-row.ts';
import { tenantWrite } from '../../storage/rows/tenant-row.ts';
import { fromWakeUpRow, wakeUpOf, wakeUpRows } from '../../storage/rows/wake-up-row.ts';
import type { Write } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { operationIdOf } from '../engine/operation-id.ts';
import type { OperationSpec } from '../engine/operation-spec.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { TenantAnswer } from '../engine/answers/shapes.ts';

export type TenantRequest = Extract<OperationRequest, { readonly path: 'tenant' }>;

/** What is set; an absent or undefined setting stays as it is. */
export type TenantSettings = TenantRequest['settings'];

/**
 * Sets up the caller's tenant or changes its settings; what is left out stays as it is. A changed OneDrive retention
 * applies to deletes still in progress.
 * @param beside further rows of the same transaction
 */
export async function putTenant(
  session: Session,
  settings: TenantSettings,
  beside: readonly Write[] = [],
): Promise<TenantAnswer> {
  const { store } = session;
  const before = await store.tenant();
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const tenant = Tenant.parse({
    ...tenantDefaults,
    ...before?.value,
    ...Object.fromEntries(given),
  });
  const isOneDriveChanged =
    before !== null && before.value.oneDriveRetentionDays !== tenant.oneDriveRetentionDays;
  const isNew = session.idempotencyKey === null;
  const known = isNew ? null : await store.operation(operationIdOf(session));
  const targets = known
    ? await tenantTargets(store, known.operation)
    : await (isOneDriveChanged ? usersWithHeldOneDrive(store) : []);
  const catalog = { tenant, products: new Map(), groups: new Map(), damaged: new Map() };
  const run = await runOperation(session, catalog, {
    ...tenantSpec({ path: 'tenant', settings }, targets, tenant),
    decideWhole: () =>
      Promise.resolve({
        result: { id: session.tenantId, ...tenant },
        writes: [tenantWrite(tenant), ...beside],
      }),
  });
  session.catalogs.forget(session.tenantId);
  return TenantAnswer.parse(run.parts[0]?.results[0]);
}

/** What changed settings decide for each user; also used to finish what a crash left. */
export function tenantSpec(
  request: TenantRequest,
  targets: readonly UserId[],
  tenant: Tenant,
): OperationSpec<UserId> {
  return {
    request,
    targets,
    userIdOf: (userId) => userId,
    decide: ({ user, occasion }) => {
      // What has reached its end is claimed now: a longer retention does not bring it back.
      const after = user && withOneDriveRetention(settleDue(user, occasion), tenant);
      return { after: after === user ? null : after, result: null };
    },
  };
}

/** The users an operation on the settings was recorded with: who they are was decided when it was accepted. */
export async function tenantTargets(
  store: TenantStore,
  { at, operationId }: Pick<Operation, 'at' | 'operationId'>,
): Promise<readonly UserId[]> {
  const rows = await store.all(auditRowsOf({ at, operationId }));
  return rows.flatMap((row) => fromAuditRow(row).userIds.map((id) => UserId.parse(id)));
}

/** Only a deleted user's OneDrive is ever held; its wake-up says so. */
async function usersWithHeldOneDrive(store: TenantStore): Promise<readonly UserId[]> {
  const rows = await store.all(wakeUpRows);
  return rows.flatMap((row) => {
    const wakeUp = wakeUpOf(row);
    if (wakeUp.kind !== 'user') return [];
    const isHeld = fromWakeUpRow(row).entries.some(({ service }) => service === 'oneDrive');
    return isHeld ? [wakeUp.userId] : [];
  });
}
