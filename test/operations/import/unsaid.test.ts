import { beforeEach, expect, it } from 'vitest';
import { importTenantRoute } from '../../../functions/api/import-tenant.ts';
import { MemoryWorld } from '../../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../../simulation/builders/products.ts';
import { direct, user, userId } from '../../../simulation/builders/users.ts';
import { ask } from '../../in-memory/ask.ts';

const known = user([direct('E3')], {
  accountEnabled: false,
  isSynced: true,
  usageLocation: 'NL',
  mail: 'adele@contoso.com',
});
const { id, userPrincipalName } = known;
let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3'), product('POWER_BI')], [known]);
});

const load = async (entry: object) => {
  const value = [{ id, userPrincipalName, ...entry }];
  return (await ask(world, importTenantRoute, { body: { kind: 'users', value } })).body;
};
const held = async () => (await world.store.user(id))?.value;

it('What Graph answers without $select takes, enables and cuts off nothing', async () => {
  await load({ displayName: 'Adele', mail: 'adele@contoso.com', jobTitle: null });
  expect(await held()).toMatchObject({
    displayName: 'Adele',
    accountEnabled: false,
    isSynced: true,
    usageLocation: 'NL',
    assignments: [{ skuId: skuId('E3') }],
    data: { exchange: { state: 'provided' } },
  });
});

it('What is null where Graph has a value for no is said', async () => {
  await load({
    usageLocation: null,
    mail: null,
    onPremisesSyncEnabled: null,
    accountEnabled: null,
  });
  expect(await held()).toMatchObject({
    usageLocation: null,
    mail: null,
    isSynced: false,
    accountEnabled: false,
  });
});

it.each([
  ['an empty list without the states', { assignedLicenses: [] }],
  [
    'an empty list where nobody knows who is enabled',
    { accountEnabled: null, assignedLicenses: [], licenseAssignmentStates: [] },
  ],
  [
    'states that list fewer products',
    { assignedLicenses: [{ skuId: skuId('E3') }], licenseAssignmentStates: [] },
  ],
  [
    'states that list another product',
    {
      assignedLicenses: [{ skuId: skuId('E3') }],
      licenseAssignmentStates: [{ skuId: skuId('POWER_BI') }],
    },
  ],
])('An entry that contradicts itself is rejected, with what to select: %s', async (_, entry) => {
  expect(await load(entry)).toMatchObject({
    accepted: 0,
    rejected: [
      { id, reason: expect.stringContaining('$select=assignedLicenses,licenseAssignmentStates') },
    ],
  });
  expect(await held()).toMatchObject({ assignments: [{ skuId: skuId('E3') }] });
});

it('Somebody who is deleted in the dump is no active user', async () => {
  const value = [
    { id: userId(2), userPrincipalName: 'b@contoso.com', deletedDateTime: '2026-11-01T00:00:00Z' },
  ];
  const { body } = await ask(world, importTenantRoute, { body: { kind: 'users', value } });
  expect(body).toMatchObject({
    rejected: [{ reason: expect.stringContaining('deletedDateTime') }],
  });
  expect(await world.store.user(userId(2))).toBeNull();
});

it('Both lists empty, of somebody who is enabled or not, say that nothing is held', async () => {
  await load({ accountEnabled: true, assignedLicenses: [], licenseAssignmentStates: [] });
  expect(await held()).toMatchObject({ assignments: [], data: { exchange: { state: 'held' } } });
});
