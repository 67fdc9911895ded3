import { beforeEach, describe, expect, it } from 'vitest';
import { importOrganization } from '../../lib/operations/tenant/import-organization.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { guid, product } from '../../simulation/builders/products.ts';
import { askGraph } from '../in-memory/ask.ts';

const verifiedDomains = [
  {
    name: 'contoso.com',
    isDefault: true,
    isInitial: false,
    type: 'Managed',
    capabilities: 'Email, OfficeCommunicationsOnline',
  },
  { name: 'contoso.onmicrosoft.com', isDefault: false, isInitial: true, type: 'Federated' },
];
const organization = {
  id: tenantId,
  displayName: 'Contoso',
  countryLetterCode: 'NL',
  onPremisesSyncEnabled: true,
  verifiedDomains,
};

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  const two = { ...product('POWER_BI'), subscriptionIds: [guid(6, 2), guid(6, 3)] };
  await world.load(
    [{ ...product('E3', 7), subscriptionIds: [guid(6, 1)] }, two, product('EXCHANGE_P1')],
    [],
  );
});

const get = (path: string) => askGraph(world, 'GET', path);

describe('The organization', () => {
  it('is shown as it was imported', async () => {
    await importOrganization(world.session(), [organization]);
    expect((await get('/organization')).body).toMatchObject({ value: [organization] });
    expect((await get(`/organization/${tenantId.toUpperCase()}`)).body).toMatchObject(organization);
    const select = '$select=verifiedDomains,city';
    expect((await get(`/organization/${tenantId}?${select}`)).body).toEqual({
      '@odata.context': expect.stringMatching(/#organization\(verifiedDomains,city\)\/\$entity$/),
      verifiedDomains,
      city: null,
    });
  });

  it('shows null for what nobody has said', async () => {
    expect((await get('/organization')).body).toMatchObject({
      value: [{ id: tenantId, displayName: 'Contoso', verifiedDomains: null, tenantType: null }],
    });
  });

  it('of another tenant is not there', async () => {
    expect((await get(`/organization/${guid(9, 2)}`)).status).toBe(404);
  });
});

describe('Domains', () => {
  it('are those of the organization', async () => {
    await importOrganization(world.session(), [organization]);
    expect((await get('/domains')).body).toMatchObject({
      value: [
        {
          id: 'contoso.com',
          authenticationType: 'Managed',
          isDefault: true,
          isVerified: true,
          supportedServices: ['Email', 'OfficeCommunicationsOnline'],
        },
        { id: 'contoso.onmicrosoft.com', isInitial: true, supportedServices: null },
      ],
    });
    expect((await get('/domains/Contoso.com?$select=isDefault')).body).toMatchObject({
      isDefault: true,
    });
    expect((await get('/domains/fabrikam.com')).status).toBe(404);
  });

  it('that nobody has said are refused and not none', async () => {
    expect((await get('/domains')).body).toMatchObject({
      error: { code: 'Request_UnsupportedQuery', message: expect.stringContaining('Import') },
    });
  });
});

describe('Subscriptions', () => {
  it('are what subscribedSkus says of them', async () => {
    const select = '$select=id,skuPartNumber,status,totalLicenses,nextLifecycleDateTime';
    expect(Object((await get(`/directory/subscriptions?${select}`)).body).value).toEqual([
      shown(guid(6, 1), 'E3', { status: 'Enabled', totalLicenses: 7 }),
      shown(null, 'EXCHANGE_P1', { status: 'Enabled', totalLicenses: 100 }),
      // How two share the seats of their product is not known.
      shown(guid(6, 2), 'POWER_BI', { status: null, totalLicenses: null }),
      shown(guid(6, 3), 'POWER_BI', { status: null, totalLicenses: null }),
    ]);
    const one = await get(`/directory/subscriptions/${guid(6, 1)}`);
    expect(one.body).toMatchObject({ skuPartNumber: 'E3', serviceStatus: expect.any(Array) });
    expect((await get(`/directory/subscriptions/${guid(6, 9)}`)).status).toBe(404);
  });
});

function shown(id: string | null, skuPartNumber: string, rest: object) {
  return { id, skuPartNumber, ...rest, nextLifecycleDateTime: null };
}
