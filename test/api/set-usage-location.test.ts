import { beforeEach, expect, it } from 'vitest';
import { assignLicensesRoute } from '../../functions/api/assign-licenses.ts';
import { setUsageLocationRoute } from '../../functions/api/set-usage-location.ts';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { UsageLocation } from '../../lib/licensing/usage-location.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { user, userId } from '../../simulation/builders/users.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3')], [user([], { usageLocation: null })]);
});

const params = { userId: userId(1) };
const as = 'License Administrator';

it('A License Administrator sets the country a user is in, and a license can be given then', async () => {
  const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
  const refused = await ask(world, assignLicensesRoute, { params, body: { licenses }, as });
  expect(refused).toMatchObject({
    status: 409,
    body: { error: { message: expect.stringContaining(`PATCH /api/users/${userId(1)}`) } },
  });
  const body = { usageLocation: 'nl' };
  const answer = await ask(world, setUsageLocationRoute, { params, body, as });
  expect(answer).toMatchObject({
    body: { path: 'usageLocation', results: [{ status: 'changed' }] },
  });
  expect((await world.store.user(userId(1)))?.value.usageLocation).toBe('NL');
  const given = await ask(world, assignLicensesRoute, { params, body: { licenses }, as });
  expect(given.status).toBe(200);
});

it('A code that ISO 3166-1 gives no country is none, through no door', async () => {
  for (const usageLocation of ['XX', 'UK', 'EU', 'Netherlands', 'NLD', '']) {
    const body = { usageLocation };
    expect(await ask(world, setUsageLocationRoute, { params, body, as })).toMatchObject({
      status: 400,
      body: { error: { details: [{ target: 'usageLocation' }] } },
    });
    expect((await askGraph(world, 'PATCH', `/users/${userId(1)}`, { body, as })).status).toBe(400);
    const value = [{ id: userId(2), userPrincipalName: 'b@contoso.com', ...body }];
    const imported = await ask(world, importTenantRoute, { body: { kind: 'users', value } });
    expect(imported.body).toMatchObject({
      rejected: [{ reason: expect.stringContaining('usageLocation') }],
    });
  }
});

it('Every country that has a name is known', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const known = letters
    .flatMap((first) => letters.map((second) => `${first}${second}`))
    .filter((code) => UsageLocation.safeParse(code).success);
  expect(known).toHaveLength(250);
  expect(known.filter((code) => names.of(code) === undefined)).toEqual([]);
});
