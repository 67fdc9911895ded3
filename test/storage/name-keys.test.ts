import { expect, it } from 'vitest';
import { importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import { readUser } from '../../lib/operations/users/read-users.ts';
import { nameKey } from '../../lib/storage/rows/name-row.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { guid } from '../../simulation/builders/products.ts';

const names = [
  'adele.vance@contoso.com',
  "zoë.o'neil_fabrikam.com#EXT#@contoso.com",
  `${'λ'.repeat(64)}@${'ж'.repeat(48)}`,
  '__proto__',
];

it.each(names)('A key does not hold the name %s, and any case of it is one key', (name) => {
  expect(nameKey(name)).toMatch(/^N~[0-9a-f]{64}$/);
  expect(nameKey(name.toUpperCase())).toBe(nameKey(name));
  expect(nameKey(`${name}.`)).not.toBe(nameKey(name));
});

it('Whoever is imported under a name is found by it, and no key holds the name', async () => {
  const world = new MemoryWorld();
  await world.load([], []);
  const value = names.map((userPrincipalName, index) => ({
    id: guid(3, index + 1),
    userPrincipalName,
  }));
  const answer = await importTenant(world.session(), { kind: 'users', value });
  expect(answer).toMatchObject({ accepted: names.length, rejected: [] });
  for (const [index, name] of names.entries()) {
    const found = await readUser(world.session(), name.toUpperCase());
    expect(found.id).toBe(guid(3, index + 1));
  }
  const { rows } = await world.memory.page('licensing', tenantId, { from: '-', to: '~~' });
  const keys = rows.map(({ key }) => key);
  expect(keys.filter((key) => key.startsWith('N~'))).toHaveLength(names.length);
  expect(keys.filter((key) => /adele|neil|contoso/i.test(key))).toEqual([]);
});

it('A name longer than Microsoft allows is rejected', async () => {
  const world = new MemoryWorld();
  await world.load([], []);
  const value = [{ id: guid(3, 1), userPrincipalName: 'x'.repeat(114) }];
  const answer = await importTenant(world.session(), { kind: 'users', value });
  expect(answer).toMatchObject({ accepted: 0, rejected: [{ id: guid(3, 1) }] });
});
