import { expect, it } from 'vitest';
import { addMs } from '../../lib/licensing/time.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { purgeDeletedUser } from '../../lib/operations/purge/delete-permanently.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const one = userId(1);
let isVaultOut = false;

function withOutages(tables: Tables): Tables {
  return {
    get: (...call) => tables.get(...call),
    page: (table, ...call) =>
      isVaultOut && table === 'vault'
        ? Promise.reject(new StorageOutage('no answer'))
        : tables.page(table, ...call),
    pageBelow: (...call) => tables.pageBelow(...call),
    submit: (...call) => tables.submit(...call),
    remove: (...call) => tables.remove(...call),
    lastSeenClock: () => tables.lastSeenClock(),
  };
}

async function withLetter(): Promise<MemoryWorld> {
  isVaultOut = false;
  const world = new MemoryWorld(withOutages);
  await world.load([product('E3', 5)], [user([direct('E3')])]);
  const letter = { itemId: 'a', name: 'Offer', contentType: 'text/plain', sizeBytes: 1 };
  await putItems(world.session(), one, 'exchange', [{ ...letter, createdAt: start, content: 'x' }]);
  return world;
}

function remove(world: MemoryWorld) {
  return deleteUsers(world.session(), { path: 'deleteUser', userIds: [one] });
}

it('A permanent deletion under a hold is refused, and the user can still be restored', async () => {
  const world = await withLetter();
  const hold = { holdId: 'case', kind: 'litigation', note: null } as const;
  await placeHold(world.session(), one, hold);
  await remove(world);
  const before = world.memory.all('licensing');
  await expect(purgeDeletedUser(world.session(), one)).rejects.toMatchObject({
    code: 'userUnderHold',
    message: expect.stringContaining("'case'"),
  });
  expect(world.memory.all('licensing')).toEqual(before);
  await restoreUser(world.session(), one);
  expect(world.memory.all('vault')).toHaveLength(1);
});

it('A permanent deletion that is cut off after its claim is answered, and the sweep finishes it', async () => {
  const world = await withLetter();
  await remove(world);
  isVaultOut = true;
  const { results } = await purgeDeletedUser(world.session(), one);
  expect(results).toHaveLength(1);
  expect(world.memory.all('vault')).toHaveLength(1);
  isVaultOut = false;
  await world.moveTo(addMs(start, 60_000));
  expect(world.memory.all('vault')).toEqual([]);
});

/** A deleted user who has no data, under a hold that was placed before or after the delete. */
async function withoutData(isHeldFirst: boolean): Promise<MemoryWorld> {
  const world = new MemoryWorld();
  await world.load([product('E3', 5)], [user([])]);
  const hold = { holdId: 'case', kind: 'litigation', note: null } as const;
  if (isHeldFirst) await placeHold(world.session(), one, hold);
  await remove(world);
  if (!isHeldFirst) await placeHold(world.session(), one, hold);
  return world;
}

it.each([true, false])(
  'Of a deleted user who has nothing but a hold (placed before the delete: %s) no row is left',
  async (isHeldFirst) => {
    const world = await withoutData(isHeldFirst);
    await world.moveTo(day(30));
    const keys = world.memory.all('licensing').map(({ key }) => key);
    expect(keys.filter((key) => /^[UNADK]~/.test(key) && key.includes(one))).toEqual([]);
  },
);

it('The row of a hold is gone also where all data was purged before the hold was placed', async () => {
  const world = new MemoryWorld();
  await world.load([product('EXCHANGE_P1', 5)], [user([direct('EXCHANGE_P1')])]);
  const skuIds = [skuId('EXCHANGE_P1')];
  await unassignLicenses(world.session(), { path: 'activeUser', userIds: [one], skuIds });
  await world.moveTo(day(20));
  await remove(world);
  for (const passed of [30, 31]) await world.moveTo(day(passed));
  await placeHold(world.session(), one, { holdId: 'case', kind: 'litigation', note: null });
  await world.moveTo(day(50));
  const keys = world.memory.all('licensing').map(({ key }) => key);
  expect(keys.filter((key) => /^[UNADK]~/.test(key) && key.includes(one))).toEqual([]);
});
