import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Azurite } from '../../dev/azurite.ts';
import { startAzurite } from '../../dev/azurite.ts';
import { TenantId } from '../../lib/licensing/ids.ts';
import { tenantDefaults } from '../../lib/licensing/tenant.ts';
import { toInstant } from '../../lib/licensing/time.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import type { Call } from '../../lib/operations/engine/call.ts';
import { Catalogs } from '../../lib/operations/engine/catalogs.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import type { Services } from '../../lib/operations/engine/services.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import type { Session } from '../../lib/operations/engine/session.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { connect } from '../../lib/storage/connect.ts';
import { WakeUpMarks } from '../../lib/storage/wake-up-marks.ts';
import { guid, product, skuId } from '../../simulation/builders/products.ts';
import { userId } from '../../simulation/builders/users.ts';
import { person } from './running-app.ts';

let azurite: Azurite;
let services: Services;
let calls = 0;
let tenants = 0;
let tenantId: TenantId;

beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
  const { connectionString } = azurite;
  const storage = await connect(
    { kind: 'connectionString', connectionString },
    { onRequest: () => (calls += 1) },
  );
  await storage.create();
  services = {
    tables: storage.tables,
    queues: storage.queues,
    marks: new WakeUpMarks(storage.tables),
    catalogs: new Catalogs(storage.tables),
    clock: () => toInstant(new Date()),
    log: () => undefined,
  };
});
afterAll(() => azurite.stop());

function session(changes: Partial<Call> = {}): Session {
  return sessionOf(services, {
    tenantId,
    caller: { id: 'admin', kind: 'user' },
    now: toInstant(new Date()),
    route: 'POST /test',
    idempotencyKey: null,
    isDryRun: false,
    ...changes,
  });
}

/** A tenant of 25 users with E3, whose catalog and marks of the day this instance knows already. */
beforeEach(async () => {
  tenants += 1;
  tenantId = TenantId.parse(guid(8, tenants));
  await putTenant(session(), { ...tenantDefaults, displayName: 'Contoso' });
  const { prepaid, ...sku } = product('E3', 100);
  const value = [{ ...sku, prepaidUnits: prepaid }];
  await importTenant(session(), { kind: 'subscribedSkus', value });
  const people = Array.from({ length: 25 }, (_, index) => person(index + 1, ['E3']));
  await importTenant(session(), { kind: 'users', value: people });
  await unassignActiveUser(25);
  await unassignActiveUser(24);
});

function unassignActiveUser(number: number, changes: Partial<Call> = {}): Promise<unknown> {
  const request = { path: 'activeUser', userIds: [userId(number)], skuIds: [skuId('E3')] } as const;
  return unassignLicenses(session(changes), request);
}

async function counted(work: () => Promise<unknown>): Promise<number> {
  const before = calls;
  await work();
  return calls - before;
}

describe('Storage calls', () => {
  it('of activeUser are 3: the user, one transaction, one message', async () => {
    expect(await counted(() => unassignActiveUser(1))).toBe(3);
  });

  it('of licensesPage with 20 users are 22', async () => {
    const userIds = Array.from({ length: 20 }, (_, index) => userId(index + 1));
    const request = { path: 'licensesPage', userIds, skuIds: [skuId('E3')] } as const;
    expect(await counted(() => unassignLicenses(session(), request))).toBe(22);
  });

  it('of deleteUser are 3', async () => {
    const request = { path: 'deleteUser', userIds: [userId(1)] } as const;
    expect(await counted(() => deleteUsers(session(), request))).toBe(3);
  });

  it('of a request with a new key are one more: the look whether it was seen before', async () => {
    expect(await counted(() => unassignActiveUser(1, { idempotencyKey: 'k' }))).toBe(4);
  });

  it('of a request repeated with its key are 2 at most', async () => {
    await unassignActiveUser(1, { idempotencyKey: 'k' });
    const repeated = await counted(() => unassignActiveUser(1, { idempotencyKey: 'k' }));
    expect(repeated).toBeLessThanOrEqual(2);
  });

  it('of assign are 4: the user, the seats, one transaction, one message', async () => {
    const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
    expect(await counted(() => assignLicenses(session(), userId(25), licenses))).toBe(4);
  });

  it('of a dry run of activeUser are 1, and nothing is sent', async () => {
    expect(await counted(() => unassignActiveUser(1, { isDryRun: true }))).toBe(1);
  });
});
