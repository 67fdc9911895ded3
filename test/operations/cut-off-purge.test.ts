import { expect, it } from 'vitest';
import { addMs } from '../../lib/licensing/time.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { Tombstone } from '../../lib/storage/rows/tombstone-row.ts';
import { fromDocument } from '../../lib/storage/rows/document.ts';
import type { Tables, Write } from '../../lib/storage/tables.ts';
import { StorageOutage, StorageRefusal } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const one = userId(1);
const letter = { name: 'Offer', contentType: 'text/plain', sizeBytes: 1, content: 'x' };

type Refuse = (writes: readonly Write[]) => Error | null;

const refuseNothing: Refuse = () => null;

/** A mailbox of three letters that is due, in a world whose transactions may fail. */
async function dueMailbox(): Promise<{ world: MemoryWorld; refuse: (rule: Refuse) => void }> {
  let rule = refuseNothing;
  const failing = (tables: Tables): Tables => ({
    get: (...call) => tables.get(...call),
    page: (...call) => tables.page(...call),
    pageBelow: (...call) => tables.pageBelow(...call),
    submit: async (table, partition, writes) => {
      const failure = rule(writes);
      if (failure instanceof StorageRefusal) throw failure;
      await tables.submit(table, partition, writes);
      if (failure !== null) throw failure;
    },
    remove: (...call) => tables.remove(...call),
    lastSeenClock: () => tables.lastSeenClock(),
  });
  const world = new MemoryWorld(failing);
  await world.load([product('E3', 5)], [user([direct('E3')])]);
  const items = ['a', 'b', 'c'].map((itemId) => ({ ...letter, itemId, createdAt: start }));
  await putItems(world.session(), one, 'exchange', items);
  const request = { path: 'activeUser', userIds: [one], skuIds: [skuId('E3')] } as const;
  await unassignLicenses(world.session(), request);
  return { world, refuse: (next) => (rule = next) };
}

function isOfItems(writes: readonly Write[]): boolean {
  return writes.some(({ key }) => key.startsWith('exch'));
}

function mailTombstones(world: MemoryWorld) {
  return world.memory
    .all('licensing')
    .filter(({ key }) => key.startsWith('P~'))
    .map((row) => fromDocument('tombstone', Tombstone, row).value)
    .filter(({ service }) => service === 'exchange');
}

it('A tombstone says what was deleted after a purge that was cut off while it deleted', async () => {
  const { world, refuse } = await dueMailbox();
  refuse((writes) => (isOfItems(writes) ? new StorageOutage('no answer') : null));
  await expect(world.moveTo(day(30))).rejects.toThrow(StorageOutage);
  expect(world.memory.all('vault')).toEqual([]);
  refuse(refuseNothing);
  await world.moveTo(addMs(day(30), 60_000));
  expect(mailTombstones(world)).toMatchObject([{ itemCount: 3, generation: 1 }]);
});

it('A tombstone says what was deleted after a purge that was refused at its finish', async () => {
  const { world, refuse } = await dueMailbox();
  let refusals = 0;
  refuse((writes) => {
    if (refusals === 2 || !writes.some(({ key }) => key.startsWith('P~'))) return null;
    refusals += 1;
    return new StorageRefusal('changed', 0);
  });
  await world.moveTo(day(30));
  expect(refusals).toBe(2);
  expect(mailTombstones(world)).toMatchObject([{ itemCount: 3 }]);
});
