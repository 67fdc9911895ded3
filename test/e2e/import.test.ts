import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDump } from '../../dev/import/import-dump.ts';
import { PortalApi } from '../../dev/import/portal-api.ts';
import { readDump } from '../../dev/import/read-dump.ts';
import { CONTOSO_TENANT_ID } from '../../dev/contoso/tenant.ts';
import { loadSampleTenant } from '../../dev/contoso/load.ts';
import type { StartedHost } from '../../dev/start-local-host.ts';
import {
  ProductAnswer,
  RetentionAnswer,
  UserAnswer,
} from '../../lib/operations/engine/answers/shapes.ts';
import { guid, product } from '../../simulation/builders/products.ts';
import {
  TenantClient,
  appFolder,
  globalAdministrator,
  startApp,
  teamGroup,
} from './running-app.ts';

let host: StartedHost;
let folder: string;
beforeAll(async () => {
  host = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'unseat-dump-'));
});
afterAll(async () => {
  await host.stop();
  await rm(folder, { recursive: true });
});

const e3 = product('E3', 2).skuId.toUpperCase();
const direct = { assignedByGroup: null, disabledPlans: [], state: 'Active', error: 'None' };

/** A dump with what real ones have. */
async function writeDump(tenantId: string): Promise<void> {
  const { prepaid, ...sku } = product('E3', 2);
  const write = (file: string, value: readonly unknown[]) =>
    writeFile(join(folder, file), `\uFEFF${JSON.stringify({ '@odata.context': 'x', value })}`);
  await write('organization.json', [{ id: tenantId, displayName: 'Odd' }]);
  await write('subscribedSkus.json', [
    { ...sku, skuId: `${e3}\u00a0`, prepaidUnits: prepaid, consumedUnits: 7 },
    { ...product('POWER_BI'), appliesTo: 'Company', prepaidUnits: { enabled: 1 } },
  ]);
  await write('groups.json', [{ id: teamGroup, displayName: 'Team' }]);
  await write('users.json', [
    user(1, { id: guid(3, 1).toUpperCase(), error: null }),
    user(2, { userPrincipalName: "o'brien.é@contoso.com" }),
    user(3, { userPrincipalName: 'auditor_adatum.com#EXT#@contoso.com', userType: 'Guest' }),
    user(4, {
      licenseAssignmentStates: [{ ...direct, skuId: e3, state: 'Error', error: 'CountViolation' }],
    }),
    user(5, { licenseAssignmentStates: null, assignedLicenses: [] }),
    user(6, { userPrincipalName: 'PERSON1@contoso.com' }),
    { id: 'no id', userPrincipalName: 'x@contoso.com' },
    user(7, { licenseAssignmentStates: [{ ...direct, skuId: guid(2, 99) }] }),
  ]);
  await writeFile(
    join(folder, 'getMailboxUsageDetail.csv'),
    'User Principal Name,Item Count,Storage Used (Byte)\nperson1@contoso.com,10,2000\nnobody@contoso.com,1,1\n',
  );
  await writeFile(
    join(folder, 'items.ndjson'),
    [
      JSON.stringify({
        userId: guid(3, 2),
        service: 'exchange',
        itemId: 'a/b#c',
        name: 'Odd id',
        content: 'x',
      }),
      '{broken',
      '',
    ].join('\n'),
  );
}

function user(number: number, changes: Record<string, unknown>): Record<string, unknown> {
  return {
    id: guid(3, number),
    userPrincipalName: `person${number}@contoso.com`,
    displayName: `Person ${number}`,
    licenseAssignmentStates: [{ ...direct, skuId: e3 }],
    ...changes,
  };
}

async function apiOf(tenant: TenantClient): Promise<PortalApi> {
  return new PortalApi(host.url, await tenant.token(globalAdministrator));
}

describe('A dump with the oddities of real ones', () => {
  it('is loaded but for what can’t be, which is named by file, position and reason', async () => {
    const tenant = new TenantClient(host);
    await writeDump(tenant.tenantId);
    const { notLoaded } = await importDump(await apiOf(tenant), await readDump(folder));
    expect(notLoaded.map(({ file, place, reason }) => `${file} ${place}: ${reason}`)).toEqual([
      'items.ndjson line 2: is no JSON',
      expect.stringMatching(/^users.json value\[5\]: userPrincipalName: is used by user/),
      expect.stringMatching(/^users.json value\[6\]: id: is not a GUID/),
      expect.stringMatching(/^users.json value\[7\]: holds product .* does not have/),
      'getMailboxUsageDetail.csv line 3: no user of the tenant has this name',
    ]);
    // Three people hold the product on two paid seats; the fourth one's license is in error and holds none.
    const seats = ProductAnswer.parse(await tenant.ok('GET', `/api/products/${e3}`)).seats;
    expect(seats).toMatchObject({ enabled: 2, consumed: 3, available: -1, reportedConsumed: 7 });
    expect((await tenant.user(guid(3, 1))).data[0]).toMatchObject({
      itemCount: 10,
      sizeBytes: 2000,
    });
    expect((await tenant.user("o'brien.%C3%A9@contoso.com")).displayName).toBe('Person 2');
    expect((await tenant.user('auditor_adatum.com%23EXT%23@contoso.com')).licenses).toHaveLength(1);
    const path = `/api/users/${guid(3, 2)}/data/exchange/items/a%2Fb%23c`;
    expect(await tenant.ok('GET', path)).toMatchObject({ itemId: 'a/b#c', content: 'x' });
  });

  it('the same dump again changes nothing', async () => {
    const tenant = new TenantClient(host);
    await writeDump(tenant.tenantId);
    const api = await apiOf(tenant);
    const dump = await readDump(folder);
    const first = await importDump(api, dump);
    const again = await importDump(api, dump);
    expect(again.accepted).toBe(0);
    expect(again.unchanged).toBe(first.accepted);
    expect(again.notLoaded).toEqual(first.notLoaded);
  });

  it('a license that is gone from the dump goes, and its data is held', async () => {
    const tenant = new TenantClient(host);
    await writeDump(tenant.tenantId);
    await importDump(await apiOf(tenant), await readDump(folder));
    await tenant.import('users', [user(1, { licenseAssignmentStates: [] })]);
    expect((await tenant.user(guid(3, 1))).data[0]).toMatchObject({
      service: 'exchange',
      state: 'held',
    });
    expect(ProductAnswer.parse(await tenant.ok('GET', `/api/products/${e3}`)).seats.consumed).toBe(
      2,
    );
  });

  it('a dump of another tenant is refused by its organization', async () => {
    const tenant = new TenantClient(host);
    const stranger = new TenantClient(host);
    await stranger.setUp([]);
    await writeDump(tenant.tenantId);
    const { notLoaded } = await importDump(await apiOf(stranger), await readDump(folder));
    expect(notLoaded.map(({ reason }) => reason).join()).toContain('is another tenant');
  });
});

function run(...options: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, ['dev/import.ts', ...options], { cwd: appFolder });
}

describe('npm run import', () => {
  it('gets its own token from a local host and says what it did', async () => {
    const tenant = new TenantClient(host);
    await writeDump(tenant.tenantId);
    const { stdout } = await run(folder, '--url', host.url);
    expect(stdout).toContain(`Odd (${tenant.tenantId}): `);
    expect(stdout).toContain('users.json value[6]');
  });

  it('says which file is missing, and ends with 1', async () => {
    const empty = resolve(folder, 'nowhere');
    await expect(run(empty, '--url', host.url)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('organization.json is missing'),
    });
  });
});

describe('Contoso, the sample tenant', () => {
  it('is loaded once, with every case to see', async () => {
    const tenant = new TenantClient(host, CONTOSO_TENANT_ID);
    const token = await tenant.token(globalAdministrator);
    const load = () => loadSampleTenant({ url: host.url, token, log: () => {} });
    expect((await load()).loaded).toBe(true);
    expect((await load()).loaded).toBe(false);
    const users = await tenant.list('/api/users?top=200', UserAnswer);
    expect(users).toHaveLength(25);
    expect(users.filter(({ state }) => state === 'deleted')).toHaveLength(1);
    expect(users.filter(({ isSynced }) => isSynced)).toHaveLength(2);
    expect(users.filter(({ holds }) => holds.length > 0)).toHaveLength(1);
    expect(
      users.filter(({ licenses }) =>
        licenses.some(({ isDirect, groups }) => isDirect && groups.length > 0),
      ),
    ).toHaveLength(2);
    for (const { seats, skuPartNumber } of await tenant.list('/api/products', ProductAnswer)) {
      const holders = users.filter(({ licenses }) =>
        licenses.some((license) => license.skuPartNumber === skuPartNumber),
      );
      expect([skuPartNumber, seats.consumed <= holders.length]).toEqual([skuPartNumber, true]);
    }
    const held = await tenant.list('/api/retention', RetentionAnswer);
    expect(new Set(held.map(({ state }) => state))).toEqual(new Set(['held']));
  });
});

const fabrikam = fileURLToPath(new URL('../../../shared/data/fabrikam', import.meta.url));

describe.runIf(existsSync(fabrikam))('Fabrikam, 2,000 users on 13 products', () => {
  it('is loaded with every seat accounted for; 20 of them lose E3', async () => {
    const tenant = new TenantClient(host, '6513270e-269e-4d37-b2a7-4de452e6b438');
    await importDump(await apiOf(tenant), await readDump(fabrikam));
    const products = await tenant.list('/api/products', ProductAnswer);
    expect(products).toHaveLength(13);
    for (const { seats } of products) expect(seats.consumed).toBe(seats.reportedConsumed);

    const e3Sku = '05e9a617-0261-4cee-bb44-138d3ef5d965';
    const holders = await tenant.list(`/api/products/${e3Sku}/users?top=200`, UserAnswer);
    const some = holders.slice(0, 20);
    const directOnly = some.filter(({ licenses }) =>
      licenses.some(
        ({ skuId, isDirect, groups }) => skuId === e3Sku && isDirect && groups.length === 0,
      ),
    );
    const before = products.find(({ skuId }) => skuId === e3Sku)?.seats.consumed ?? 0;
    const answer = await tenant.operate('POST', `/api/products/${e3Sku}/unassign`, {
      userIds: some.map(({ id }) => id),
    });
    expect(answer.results).toHaveLength(20);
    const after = ProductAnswer.parse(await tenant.ok('GET', `/api/products/${e3Sku}`));
    expect(before - after.seats.consumed).toBe(directOnly.length);
  });
});
