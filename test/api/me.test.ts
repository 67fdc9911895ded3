import { beforeEach, expect, it } from 'vitest';
import { getMeRoute } from '../../functions/api/get-me.ts';
import { getTenantRoute } from '../../functions/api/get-tenant.ts';
import { putTenantRoute } from '../../functions/api/put-tenant.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3')], [], { oneDriveRetentionDays: 90 });
});

it('tells whoever is signed in who they are, what they may, and who may the rest', async () => {
  const as = 'License Administrator';
  const answer = await ask(world, getMeRoute, { as, userId: userId(7), name: 'J. Smit' });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      caller: { id: userId(7), kind: 'user', name: 'J. Smit' },
      rights: ['unassign', 'read'],
      holdersOf: {
        delete: ['Global Administrator', 'User Administrator'],
        seats: ['Global Administrator', 'Billing Administrator'],
      },
      tenant: {
        id: tenantId,
        displayName: 'Contoso',
        cloud: 'worldwide',
        oneDriveRetentionDays: 90,
        ruleSet: '2020-07',
      },
      limits: { usersOnLicensesPage: 20, productsPerUser: 40, usersOfSearch: 1000 },
      now: world.now,
    },
  });
});

it('answers an app, which has no name, and somebody without a right', async () => {
  const as = { permissions: ['LicenseAssignment.Read.All'] };
  expect(await ask(world, getMeRoute, { as })).toMatchObject({
    body: { caller: { kind: 'app', name: null }, rights: ['read'] },
  });
  expect(await ask(world, getMeRoute, { as: [] })).toMatchObject({
    status: 200,
    body: { rights: [] },
  });
});

it('says that a tenant is not set up, so that a page can offer to', async () => {
  const answer = await ask(new MemoryWorld(), getMeRoute);
  expect(answer).toMatchObject({ status: 200, body: { tenant: null } });
});

it('tells nothing of a tenant to a token of another cloud', async () => {
  expect(await ask(world, getMeRoute, { issuer: '21vianet' })).toMatchObject({ status: 401 });
});

it('the settings of the tenant are read as they were set, by whoever may read', async () => {
  const body = { displayName: 'Contoso', oneDriveRetentionDays: 365, ruleSet: '2025-01' };
  const set = await ask(world, putTenantRoute, { body });
  expect(await ask(world, getTenantRoute, { as: 'Global Reader' })).toMatchObject({
    status: 200,
    body: set.body,
  });
  expect(await ask(world, getTenantRoute, { as: 'Helpdesk Administrator' })).toMatchObject({
    status: 403,
  });
});

it('a tenant that is not set up has no settings to read', async () => {
  expect(await ask(new MemoryWorld(), getTenantRoute)).toMatchObject({ status: 404 });
});
