import { beforeEach, describe, expect, it } from 'vitest';
import { importGroups } from '../../lib/operations/tenant/import-groups.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, groupId, inherited, user, userId } from '../../simulation/builders/users.ts';
import { askGraph } from '../in-memory/ask.ts';

const disabledPlans = ['57ff2da0-773e-42df-b2af-ffb7a2317929'];
const sales = {
  id: groupId(1).toUpperCase(),
  displayName: 'Sales',
  mail: 'sales@contoso.com',
  mailEnabled: true,
  groupTypes: ['Unified'],
  assignedLicenses: [{ skuId: skuId('E3').toUpperCase(), disabledPlans }],
};
const licensed = {
  id: groupId(2),
  displayName: 'Without members',
  mailEnabled: false,
  groupTypes: [],
  assignedLicenses: [{ skuId: skuId('POWER_BI'), disabledPlans: [] }],
};
const plain = { id: groupId(3), displayName: 'Plain', mailEnabled: false, assignedLicenses: [] };
const named = { id: groupId(4), displayName: 'Only named' };

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  const failing = { ...inherited('E3'), state: 'Error', error: 'CountViolation' } as const;
  await world.load(
    [product('E3'), product('POWER_BI')],
    [
      user([direct('E3'), inherited('E3'), inherited('POWER_BI', 9)], { id: userId(1) }),
      user([failing], { id: userId(2), userPrincipalName: 'b@contoso.com', displayName: 'Bea' }),
      user([direct('E3')], { id: userId(3), userPrincipalName: 'c@contoso.com' }),
    ],
  );
  await importGroups(world.session(), [sales, licensed, plain, named]);
});

const get = (path: string) => askGraph(world, 'GET', path);
async function values(path: string): Promise<unknown> {
  const { status, body } = await get(path);
  return status === 200 ? Object(body).value : body;
}

describe('A group', () => {
  it('shows the licenses the dump said, whatever its members have disabled', async () => {
    const { body } = await get(`/groups/${groupId(1)}?$select=assignedLicenses,mail,groupTypes`);
    expect(body).toMatchObject({
      assignedLicenses: [{ skuId: skuId('E3'), disabledPlans }],
      mail: 'sales@contoso.com',
      groupTypes: ['Unified'],
    });
  });

  it('shows null for what nobody has said, and an empty list only where the dump says so', async () => {
    const select = '$select=assignedLicenses,mailEnabled,groupTypes,mail,licenseProcessingState';
    expect((await get(`/groups/${groupId(4)}?${select}`)).body).toMatchObject({
      assignedLicenses: null,
      mailEnabled: null,
      groupTypes: null,
      mail: null,
      licenseProcessingState: null,
    });
    expect((await get(`/groups/${groupId(3)}?${select}`)).body).toMatchObject({
      assignedLicenses: [],
      mailEnabled: false,
    });
  });

  it('has no licenses among its default properties, as in Graph', async () => {
    const { body } = await get(`/groups/${groupId(1)}`);
    expect(Object.keys(Object(body))).not.toContain('assignedLicenses');
    expect(body).toMatchObject({ id: groupId(1), displayName: 'Sales', mailEnabled: true });
  });

  it('that is not there is 404', async () => {
    expect((await get(`/groups/${groupId(7)}`)).status).toBe(404);
    expect((await get('/groups/x/members')).status).toBe(404);
  });
});

describe('GET /groups', () => {
  it('lists them in pages', async () => {
    const first = Object((await get('/groups?$select=id&$top=3&$count=true')).body);
    expect(first['@odata.count']).toBe(4);
    expect(first.value).toHaveLength(3);
    const next = new URL(first['@odata.nextLink']);
    expect(await values(`/groups${next.search}`)).toEqual([{ id: groupId(4) }]);
  });

  it.each([
    ["displayName eq 'sales'", [1]],
    ["startswith(DisplayName,'s')", [1]],
    ['hasMembersWithLicenseErrors eq true', [1]],
    ["displayName in ('Plain','Sales')", [1, 3]],
  ])('filters by %s', async (filter, expected) => {
    const found = await values(`/groups?$select=id&$filter=${encodeURIComponent(filter)}`);
    expect(found).toEqual(expected.map((number) => ({ id: groupId(number) })));
  });

  it('filters by licenses where all are known, and refuses where one is not', async () => {
    const filter = `$select=id&$filter=assignedLicenses/any()`;
    expect(await values(`/groups?${filter}`)).toMatchObject({
      error: {
        code: 'Request_UnsupportedQuery',
        message: expect.stringContaining(`the import of group ${groupId(4)} did not say it`),
      },
    });
    await importGroups(world.session(), [{ ...named, assignedLicenses: [] }]);
    expect(await values(`/groups?${filter}`)).toEqual([{ id: groupId(1) }, { id: groupId(2) }]);
    const bySku = `$select=id&$filter=assignedLicenses/any(x:x/skuId eq ${skuId('E3')})`;
    expect(await values(`/groups?${bySku}`)).toEqual([{ id: groupId(1) }]);
    expect((await get('/groups/$count?$filter=assignedLicenses/$count eq 0')).body).toBe('2');
  });

  it('says which have members with license errors', async () => {
    const select = '$select=displayName,hasMembersWithLicenseErrors';
    expect(await values(`/groups?${select}&$top=2`)).toEqual([
      { displayName: 'Sales', hasMembersWithLicenseErrors: true },
      { displayName: 'Without members', hasMembersWithLicenseErrors: false },
    ]);
  });
});

describe('Members', () => {
  it('are those who inherit a license, and the answer says so', async () => {
    const { body } = await get(`/groups/${groupId(1)}/members?$select=id&$count=true`);
    expect(body).toEqual({
      '@odata.context': expect.stringMatching(/\$metadata#directoryObjects\(id\)$/),
      '@odata.count': 2,
      '@unseat.known': expect.stringContaining('inherit'),
      value: [1, 2].map((number) => ({
        '@odata.type': '#microsoft.graph.user',
        id: userId(number),
      })),
    });
    const cast = `/groups/${groupId(1)}/members/microsoft.graph.user?$select=id&$top=1`;
    expect(await values(cast)).toEqual([{ id: userId(1) }]);
    expect((await get(`/groups/${groupId(1)}/members/$count`)).body).toBe('2');
  });

  it('of a licensed group without any are none; of another they are not known', async () => {
    expect(await values(`/groups/${groupId(2)}/members`)).toEqual([]);
    expect(await values(`/groups/${groupId(3)}/members`)).toMatchObject({
      error: { message: expect.stringContaining('nobody does from this one') },
    });
  });

  it('with license errors are those whose license from this group is in error', async () => {
    const path = `/groups/${groupId(1)}/membersWithLicenseErrors?$select=displayName`;
    expect(await values(path)).toEqual([
      { '@odata.type': '#microsoft.graph.user', displayName: 'Bea' },
    ]);
  });
});

describe('memberOf', () => {
  it.each(['memberOf', 'transitiveMemberOf'])(
    '%s names the groups licenses come from, also one no dump has named',
    async (name) => {
      const path = `/users/${userId(1)}/${name}`;
      const { body } = await get(`${path}?$select=id,displayName`);
      expect(body).toMatchObject({
        '@unseat.known': expect.stringContaining('inherits'),
        value: [
          { '@odata.type': '#microsoft.graph.group', id: groupId(1), displayName: 'Sales' },
          { '@odata.type': '#microsoft.graph.group', id: groupId(9), displayName: null },
        ],
      });
      expect(await values(`${path}/microsoft.graph.group?$select=id`)).toHaveLength(2);
      expect((await get(`${path}/$count`)).body).toBe('2');
      expect(await values(`/users/${userId(3)}/${name}`)).toEqual([]);
    },
  );
});
