import { expect, it } from 'vitest';
import { putTenantRoute } from '../../functions/api/put-tenant.ts';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { graphRoutes } from '../../lib/graph/routes.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { ask, askGraph } from '../in-memory/ask.ts';
import { apiRoutes } from '../in-memory/functions.ts';

const needing = apiRoutes.filter(
  ({ access, needsTenant }) => access !== 'open' && needsTenant !== false,
);

it('every route but the one that sets a tenant up needs one that is', () => {
  const others = apiRoutes.filter((route) => !needing.includes(route));
  expect(others.map(({ name }) => name).toSorted()).toEqual([
    'getMe',
    'getSignIn',
    'health',
    'importTenant',
    'openapi',
    'putTenant',
  ]);
});

it.each(needing)('$name: a tenant that is not set up is 404, by any authority', async (route) => {
  for (const issuer of ['local', 'worldwide'] as const) {
    const answer = await ask(new MemoryWorld(), route, { issuer });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'tenantNotSetUp' } } });
  }
});

it.each(needing)('$name: the token is of the cloud of its tenant', async (route) => {
  const world = new MemoryWorld();
  await world.load([], [], { cloud: '21vianet' });
  const answer = await ask(world, route, { issuer: 'worldwide' });
  expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } });
});

it('an import into a tenant that is there takes no token of another cloud', async () => {
  const world = new MemoryWorld();
  await world.load([], [], { cloud: '21vianet' });
  const body = { kind: 'users', value: [] };
  const answer = await ask(world, importTenantRoute, { body, issuer: 'worldwide' });
  expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } });
});

it.each(graphRoutes)('Graph $method $path: so it is there', async ({ method, path }) => {
  const answer = await askGraph(new MemoryWorld(), method, `/${path}`);
  expect(answer).toMatchObject({
    status: 404,
    body: { error: { code: 'Request_ResourceNotFound' } },
  });
});

it('an import sets a tenant up by its organization; every other part needs one', async () => {
  const world = new MemoryWorld();
  const part = (kind: string, value: readonly object[]) =>
    ask(world, importTenantRoute, { body: { kind, value } });
  expect((await part('users', [])).status).toBe(404);
  const organization = { id: tenantId, displayName: 'Contoso' };
  expect(await part('organization', [organization])).toMatchObject({ status: 200 });
  expect((await part('users', [])).status).toBe(200);
});

it('a tenant is set up by a Global Administrator', async () => {
  const world = new MemoryWorld();
  const body = { displayName: 'Contoso' };
  expect((await ask(world, putTenantRoute, { body })).status).toBe(200);
  expect((await ask(world, putTenantRoute, { body, as: 'User Administrator' })).status).toBe(403);
});
