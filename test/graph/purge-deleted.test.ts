import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, addMs } from '../../lib/licensing/time.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { purgeDeletedUser } from '../../lib/operations/purge/delete-permanently.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { Vault } from '../../lib/storage/vault.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { direct, hold, user, userId } from '../../simulation/builders/users.ts';

let world: MemoryWorld;
const licensed = userId(1);
const bare = userId(2);
const hour = 60 * 60 * 1000;

beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3')],
    [
      user([direct('E3')]),
      user([], { id: bare, userPrincipalName: 'ben@contoso.com', displayName: 'Ben' }),
    ],
    { oneDriveRetentionDays: 365 },
  );
  const request = { path: 'deleteUser', userIds: [licensed, bare] } as const;
  await deleteUsers(world.session(), request);
  await world.handleMessages();
});

function purge(id: typeof licensed) {
  return purgeDeletedUser(world.session(), id);
}

describe('Deleting a deleted user for good', () => {
  it.each([licensed, bare])('leaves nothing of %s, also of data held longer', async (id) => {
    await purge(id);
    const left = (await world.store.user(id))?.value;
    expect([undefined, '']).toContain(left?.userPrincipalName);
    await expect(restoreUser(world.session(), id)).rejects.toThrow();
    await world.moveTo(addMs(world.now, 2 * hour));
    expect(await world.store.user(id)).toBeNull();
    expect(await new Vault(world.memory, tenantId).generations(id)).toEqual([]);
  });

  it.each([licensed, bare])('is refused for %s while the clocks stand apart', async (id) => {
    world.aheadMs = hour;
    await expect(purge(id)).rejects.toMatchObject({ code: 'clocksApart' });
    world.aheadMs = 0;
    await expect(restoreUser(world.session(), id)).resolves.toBeDefined();
  });

  it('is refused for 30 days after the last hold was lifted', async () => {
    const { holdId } = hold();
    await placeHold(world.session(), licensed, hold());
    await liftHold(world.session(), licensed, holdId);
    const until = addDays(world.now, 30);
    await expect(purge(licensed)).rejects.toMatchObject({
      code: 'userInDelayHold',
      message: expect.stringContaining(until),
    });
    expect((await world.store.user(licensed))?.value.data.exchange).toMatchObject({ until });
  });

  it('is refused under a hold, for a user who is there, and after the restore period', async () => {
    await placeHold(world.session(), licensed, hold());
    await expect(purge(licensed)).rejects.toMatchObject({ code: 'userUnderHold' });
    await expect(purge(userId(9))).rejects.toMatchObject({ code: 'notFound' });
    await restoreUser(world.session(), bare);
    await expect(purge(bare)).rejects.toMatchObject({ code: 'notFound' });
    world.now = addDays(world.now, 31);
    await expect(purge(licensed)).rejects.toMatchObject({ code: 'notFound' });
  });
});
