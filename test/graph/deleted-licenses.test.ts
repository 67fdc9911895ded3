import { beforeEach, expect, it } from 'vitest';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, groupId, inherited, user, userId } from '../../simulation/builders/users.ts';
import { askGraph } from '../in-memory/ask.ts';

const leaver = userId(1);
const select = '$select=id,assignedLicenses,licenseAssignmentStates';
const shown = {
  id: leaver,
  assignedLicenses: [{ skuId: skuId('E3') }, { skuId: skuId('POWER_BI') }],
  licenseAssignmentStates: [
    { skuId: skuId('E3'), assignedByGroup: null, state: 'Active' },
    { skuId: skuId('POWER_BI'), assignedByGroup: groupId(1), state: 'Active' },
  ],
};
const list = '/directory/deletedItems/microsoft.graph.user';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  const licensed = user([direct('E3'), inherited('POWER_BI')]);
  const without = user([], { id: userId(2), userPrincipalName: 'b@contoso.com' });
  await world.load([product('E3'), product('POWER_BI')], [licensed, without]);
  await deleteUsers(world.session(), { path: 'deleteUser', userIds: [leaver, userId(2)] });
});

it('a deleted user shows the licenses a restore gives back', async () => {
  const { body } = await askGraph(world, 'GET', `/directory/deletedItems/${leaver}?${select}`);
  expect(body).toMatchObject(shown);
  expect((await askGraph(world, 'GET', `${list}?${select}`)).body).toMatchObject({
    value: expect.arrayContaining([expect.objectContaining({ id: leaver })]),
  });
  await askGraph(world, 'POST', `/directory/deletedItems/${leaver}/restore`);
  const restored = await askGraph(world, 'GET', `/users/${leaver}?$select=assignedLicenses`);
  expect(restored.body).toMatchObject({ assignedLicenses: shown.assignedLicenses });
});

it.each([`assignedLicenses/any(x:x/skuId eq ${skuId('E3')})`, 'assignedLicenses/$count ne 0'])(
  'deleted users are found by %s',
  async (filter) => {
    const path = `${list}?$select=id&$filter=${encodeURIComponent(filter)}`;
    expect(Object((await askGraph(world, 'GET', path)).body).value).toEqual([{ id: leaver }]);
  },
);

it('a deleted user takes no seat', async () => {
  const { body } = await askGraph(world, 'GET', '/subscribedSkus?$select=consumedUnits');
  expect(Object(body).value).toEqual([{ consumedUnits: 0 }, { consumedUnits: 0 }]);
});
