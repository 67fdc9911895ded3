import { UserId } from '../licensing/ids.ts';
import { withOneDriveRetention } from '../licensing/one-drive-retention.ts';
import { Tenant, tenantDefaults } from '../licensing/tenant.ts';
import { keysUnder, tenantKey } from '../storage/keys.ts';
import { toDocument } from '../storage/rows/document.ts';
import { fromWakeUpRow } from '../storage/rows/user-row.ts';
import { TenantStore } from '../storage/tenant-store.ts';
import type { Call } from './call.ts';
import { runOperation } from './run-operation.ts';
import type { Services } from './services.ts';
import { TenantAnswer } from './shapes.ts';

/** What is set; an absent or undefined setting stays as it is. */
export type TenantSettings = { readonly [Name in keyof Tenant]?: Tenant[Name] | undefined } & Pick<
  Tenant,
  'displayName'
>;

/**
 * Sets up the caller's tenant or changes its settings; what is left out stays as it is. A changed OneDrive retention
 * applies to deletes still in progress.
 */
export async function putTenant(
  services: Services,
  call: Call,
  settings: TenantSettings,
): Promise<TenantAnswer> {
  const store = new TenantStore(services.tables, call.tenantId);
  const before = await store.tenant();
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const tenant = Tenant.parse({
    ...tenantDefaults,
    ...before?.value,
    ...Object.fromEntries(given),
  });
  const isOneDriveChanged =
    before !== null && before.value.oneDriveRetentionDays !== tenant.oneDriveRetentionDays;
  const targets = isOneDriveChanged ? await usersWithHeldOneDrive(store) : [];
  const catalog = { tenant, products: new Map(), groups: new Map() };
  const run = await runOperation(services, call, catalog, {
    path: 'tenant',
    request: settings,
    targets,
    userIdOf: (userId) => userId,
    decideWhole: () =>
      Promise.resolve({
        result: { id: call.tenantId, ...tenant },
        writes: [{ kind: 'put', key: tenantKey, properties: toDocument(Tenant, tenant) }],
      }),
    decide: ({ user }) => {
      const after = user && withOneDriveRetention(user, tenant);
      return { after: after === user ? null : after, result: null };
    },
  });
  services.catalogs.forget(call.tenantId);
  return TenantAnswer.parse(run.parts[0]?.results[0]);
}

/** Only a deleted user's OneDrive is ever held; its wake-up says so. */
async function usersWithHeldOneDrive(store: TenantStore): Promise<readonly UserId[]> {
  const rows = await store.all(keysUnder('D'));
  return rows
    .filter((row) => !row.key.includes('~O~'))
    .filter((row) => fromWakeUpRow(row).entries.some(({ service }) => service === 'oneDrive'))
    .map(({ key }) => UserId.parse(key.split('~')[2]));
}
