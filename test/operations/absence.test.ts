import { beforeEach, expect, it } from 'vitest';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { purgeUser } from '../../lib/operations/purge/purge-user.ts';
import { importUsers } from '../../lib/operations/tenant/import-users.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { userKey } from '../../lib/storage/rows/user-row.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const one = userId(1);
const back = {
  id: one,
  userPrincipalName: 'a@contoso.com',
  assignedLicenses: [{ skuId: skuId('E3') }],
};

let world: MemoryWorld;
/** Runs once, before the next read of tombstones. */
let meanwhile: () => Promise<unknown>;

beforeEach(async () => {
  meanwhile = () => Promise.resolve();
  const standing = (tables: Tables): Tables => ({
    get: (...call) => tables.get(...call),
    page: async (...call) => {
      if (call[2].from.startsWith('P~')) {
        const then = meanwhile;
        meanwhile = () => Promise.resolve();
        await then();
      }
      return tables.page(...call);
    },
    pageBelow: (...call) => tables.pageBelow(...call),
    submit: (...call) => tables.submit(...call),
    remove: (...call) => tables.remove(...call),
    lastSeenClock: () => tables.lastSeenClock(),
  });
  world = new MemoryWorld(standing);
  await world.load([product('E3')], [user([direct('E3')])]);
});

async function keepLetter(itemId: string): Promise<void> {
  const letter = { name: 'Offer', contentType: 'text/plain', sizeBytes: 1, content: 'x' };
  await putItems(world.session(), one, 'exchange', [{ ...letter, itemId, createdAt: start }]);
}

function letters(): readonly string[] {
  return world.memory.all('vault').map(({ key }) => key);
}

async function purgeWholly(): Promise<void> {
  const request = { path: 'deleteUser', userIds: [one] } as const;
  await deleteUsers(world.session(), request);
  await world.handleMessages();
  await world.moveTo(day(31));
  await world.moveTo(day(32));
}

it('A purge whose table of users is missing deletes nothing', async () => {
  await keepLetter('a');
  world.memory.lose('licensing');
  await expect(purgeUser(world.services, tenantId, one)).rejects.toThrow(StorageOutage);
  expect(letters()).toEqual(['exchange~000001~a']);
  world.memory.bringBack('licensing');
  expect(await world.store.user(one)).not.toBeNull();
});

it('A purge that finds no user deletes nothing that no tombstone names', async () => {
  await keepLetter('a');
  await world.store.submit([{ kind: 'delete', key: userKey(one) }]);
  await purgeUser(world.services, tenantId, one);
  expect(letters()).toEqual(['exchange~000001~a']);
});

it('A purge that finds the user again leaves its wake-up', async () => {
  const request = { path: 'deleteUser', userIds: [one] } as const;
  await deleteUsers(world.session(), request);
  const row = await world.memory.get('licensing', tenantId, userKey(one));
  await world.store.submit([{ kind: 'delete', key: userKey(one) }]);
  meanwhile = () =>
    world.store.submit([{ kind: 'create', key: userKey(one), properties: row?.properties ?? {} }]);
  world.now = day(31);
  await purgeUser(world.services, tenantId, one);
  await world.sweep();
  expect(await world.store.user(one)).toMatchObject({ value: { isGone: true } });
});

it('A second purge message that stood still deletes nothing of somebody who came back', async () => {
  await keepLetter('a');
  await purgeWholly();
  meanwhile = async () => {
    await importUsers(world.session(), [back]);
    await keepLetter('b');
  };
  await purgeUser(world.services, tenantId, one);
  expect(letters()).toEqual(['exchange~000002~b']);
});

it('Somebody who comes back begins above what the vault has of that id', async () => {
  await keepLetter('a');
  await world.store.submit([{ kind: 'delete', key: userKey(one) }]);
  await importUsers(world.session(), [{ ...back, userPrincipalName: 'b@contoso.com' }]);
  const mailbox = (await world.store.user(one))?.value.data.exchange;
  expect(mailbox).toMatchObject({ state: 'provided', generation: 2 });
});
