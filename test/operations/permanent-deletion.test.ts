import { expect, it } from 'vitest';
import { addMs } from '../../lib/licensing/time.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { purgeDeletedUser } from '../../lib/operations/purge/delete-permanently.ts';
import { placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { direct, start, user, userId } from '../../simulation/builders/users.ts';

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
