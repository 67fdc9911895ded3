import { expect, it } from 'vitest';
import { importUsers } from '../../lib/operations/tenant/import-users.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { fromTombstoneRow, tombstonesOf } from '../../lib/storage/rows/tombstone-row.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';

const one = userId(1);

async function deleteAndWait(world: MemoryWorld, from: number): Promise<void> {
  const request = { path: 'deleteUser', userIds: [one] } as const;
  await deleteUsers(world.session(), request);
  await world.handleMessages();
  await world.moveTo(day(from + 31));
  await world.moveTo(day(from + 32));
}

it('Somebody who comes back under the same id is purged again, above every generation that was', async () => {
  const world = new MemoryWorld();
  await world.load([product('E3')], [user([direct('E3')], { id: one })]);
  await deleteAndWait(world, 0);
  expect(await world.store.user(one)).toBeNull();
  await importUsers(world.session(), [
    { id: one, userPrincipalName: 'a@contoso.com', assignedLicenses: [{ skuId: skuId('E3') }] },
  ]);
  const back = await world.store.user(one);
  expect(back?.value.data.exchange).toMatchObject({ state: 'provided', generation: 2 });
  await deleteAndWait(world, 32);
  expect(await world.store.user(one)).toBeNull();
  const rows = await world.store.all(tombstonesOf(tenantId, one, 'exchange'));
  expect(rows.map((row) => fromTombstoneRow(row).generation)).toEqual([1, 2]);
});
