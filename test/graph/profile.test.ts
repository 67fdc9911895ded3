import { expect, it } from 'vitest';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { published } from '../../lib/graph/published/published.ts';
import { mostProfileBytes } from '../../lib/operations/users/profile.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { userId } from '../../simulation/builders/users.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const adele = { id: userId(1), userPrincipalName: 'adele@contoso.com' };
const profile = {
  department: 'Sales',
  employeeType: null,
  lastPasswordChangeDateTime: '2026-01-02T03:04:05Z',
  onPremisesImmutableId: 'q1w2e3==',
  proxyAddresses: ['SMTP:adele@contoso.com', 'smtp:a@contoso.com'],
  provisionedPlans: [
    { service: 'exchange', capabilityStatus: 'Enabled', provisioningStatus: 'Success' },
  ],
};

async function imported(...users: readonly object[]): Promise<MemoryWorld> {
  const world = new MemoryWorld();
  await world.load([product('E3')], []);
  await importInto(world, users);
  return world;
}

function importInto(world: MemoryWorld, value: readonly object[]) {
  return ask(world, importTenantRoute, { body: { kind: 'users', value } });
}

async function found(world: MemoryWorld, filter: string) {
  const query = `$select=id&$filter=${encodeURIComponent(filter)}`;
  const { status, body } = await askGraph(world, 'GET', `/users?${query}`);
  return status === 200 ? Object(body).value.length : Object(body).error;
}

it('what a dump says of a person is read again under the same names', async () => {
  const world = await imported({ ...adele, ...profile });
  const path = `/users/${userId(1)}?$select=${Object.keys(profile).join(',')}`;
  expect((await askGraph(world, 'GET', path)).body).toMatchObject(profile);
  // A later dump that leaves it out takes nothing; one that says otherwise is believed.
  await importInto(world, [{ ...adele, department: 'Legal' }]);
  expect((await askGraph(world, 'GET', path)).body).toMatchObject({
    ...profile,
    department: 'Legal',
  });
});

it.each([
  ["Department eq 'sales'", 1],
  ["department in ('Legal')", 0],
  ['employeeType eq null', 1],
  ['lastPasswordChangeDateTime le 2026-02-01T00:00:00Z', 1],
  ["proxyAddresses/any(x:startswith(x,'smtp:a@'))", 1],
  ["provisionedPlans/any(p:p/service eq 'SharePoint')", 0],
])('%s finds %i', async (filter, count) => {
  expect(await found(await imported({ ...adele, ...profile }), filter)).toBe(count);
});

it('a filter on what the import of somebody did not say is refused, and finds nobody never', async () => {
  const world = await imported(
    { ...adele, ...profile },
    { ...adele, id: userId(2), userPrincipalName: 'b@contoso.com' },
  );
  expect(await found(world, "department eq 'Sales'")).toMatchObject({
    code: 'Request_UnsupportedQuery',
    message: expect.stringContaining(
      `'department' of user in $filter: the import of user ${userId(2)}`,
    ),
  });
  expect(
    await found(world, "userPrincipalName eq 'adele@contoso.com' and department eq 'Sales'"),
  ).toBe(1);
});

it.each(Object.entries(published.user))(
  '%s can be selected, or is refused as what it is',
  async (name, kind) => {
    const world = await imported(adele);
    const { status, body } = await askGraph(
      world,
      'GET',
      `/users/${userId(1)}?$select=${name.toUpperCase()}`,
    );
    if (status === 200) {
      expect(Object.keys(Object(body))).toContain(name);
      return;
    }
    expect(
      kind.startsWith('relationship') || ['signInActivity', 'mailboxSettings'].includes(name),
    ).toBe(true);
    expect(body).toMatchObject({ error: { code: 'Request_UnsupportedQuery' } });
  },
);

it('a property no user has is called so, selected or filtered', async () => {
  const world = await imported(adele);
  const selected = await askGraph(world, 'GET', '/users?$select=shoeSize');
  const error = {
    code: 'Request_BadRequest',
    message: expect.stringContaining("named 'shoeSize'"),
  };
  expect(selected).toMatchObject({ status: 400, body: { error } });
  expect(await found(world, "shoeSize eq '7'")).toMatchObject(error);
});

it('a profile that is too large for its row is named, and the person is not taken in by halves', async () => {
  const world = await imported({ ...adele, department: 'é'.repeat(mostProfileBytes / 2) });
  expect((await askGraph(world, 'GET', `/users/${userId(1)}`)).status).toBe(404);
});

it('nothing of a profile outlives the person', async () => {
  const world = await imported({ ...adele, ...profile });
  await askGraph(world, 'DELETE', `/users/${userId(1)}`);
  await askGraph(world, 'DELETE', `/directory/deletedItems/${userId(1)}`);
  await world.handleMessages();
  expect(JSON.stringify(world.memory.all('licensing'))).not.toContain('q1w2e3');
});
