import { describe, expect, it } from 'vitest';
import { addMs } from '../../lib/licensing/time.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { addDelegate } from '../../lib/operations/held-data/delegate-data.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { purgeUser } from '../../lib/operations/purge/purge-user.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { listItems } from '../../lib/operations/held-data/read-data.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { operationIdOf } from '../../lib/operations/engine/operation-id.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { foldSeats } from '../../lib/storage/fold-seats.ts';
import type { Page, Tables } from '../../lib/storage/tables.ts';
import { StorageRefusal } from '../../lib/storage/tables.ts';
import { TenantStore } from '../../lib/storage/tenant-store.ts';
import { changed } from '../in-memory/changed-tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import type { ProductName } from '../../simulation/builders/products.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const [one, other] = [userId(1), userId(2)];
const e3 = [{ skuId: skuId('E3'), disabledPlans: [] }];
const item = {
  itemId: 'a',
  name: 'Offer',
  contentType: 'text/plain',
  sizeBytes: 5,
  createdAt: start,
};

async function loaded(
  decorate?: (tables: Tables) => Tables,
  held: ProductName = 'E3',
  seats = 5,
): Promise<MemoryWorld> {
  const world = new MemoryWorld(decorate);
  await world.load(
    [product(held, seats)],
    [
      user([direct(held)]),
      user([], { id: other, userPrincipalName: 'b@contoso.com', displayName: 'Bob' }),
    ],
    { auditRetentionDays: 30 },
  );
  return world;
}

function unassign(world: MemoryWorld) {
  const request = { path: 'activeUser', userIds: [one], skuIds: [skuId('E3')] } as const;
  return unassignLicenses(world.session(), request);
}

function remove(world: MemoryWorld, id = one) {
  return deleteUsers(world.session(), { path: 'deleteUser', userIds: [id] });
}

/** The mailbox ends a minute before its user does. */
async function endInTwoSteps(world: MemoryWorld): Promise<void> {
  const everything = { path: 'activeUsers', userIds: [one], skuIds: 'allDirect' } as const;
  await unassignLicenses(world.session(), everything);
  await world.moveTo(addMs(start, 60_000));
  await remove(world);
}

describe('What random histories meet too rarely', () => {
  it('a repeated delegate answers the same when the delegate is deleted by then', async () => {
    const world = await loaded();
    const session = world.session({ idempotencyKey: 'once' });
    const first = await addDelegate(session, one, other);
    await remove(world, other);
    expect(await addDelegate(session, one, other)).toEqual(first);
  });

  it('a repeated undo answers the same when the record of what it undid was kept its time', async () => {
    const world = await loaded();
    const { operationId } = await unassign(world);
    if (operationId === null) throw new Error('a dry run');
    await world.handleMessages();
    world.now = day(29);
    const session = world.session({ idempotencyKey: 'once' });
    const first = await undoOperation(session, operationId);
    await world.handleMessages();
    await world.moveTo(addMs(day(30), 2 * 3_600_000));
    expect(await world.store.operation(operationId)).toBeNull();
    expect(await undoOperation(session, operationId)).toEqual(first);
  });

  it('an undo that overtakes what it undoes gives nothing back, and says that it did not', async () => {
    let overtaken: (() => Promise<unknown>) | null = null;
    const world = await loaded((tables) =>
      changed(tables, {
        page: async (...asked) => {
          const page = await tables.page(...asked);
          const late = asked[2].from.startsWith('O~') ? overtaken : null;
          if (late === null) return page;
          overtaken = null;
          await late();
          return page;
        },
      }),
    );
    const session = world.session({ idempotencyKey: 'taking' });
    const request = { path: 'activeUser', userIds: [one], skuIds: [skuId('E3')] } as const;
    overtaken = () => unassignLicenses(session, request);
    const undo = () => undoOperation(world.session(), operationIdOf(session));
    await expect(undo()).rejects.toThrow('has only just begun');
    expect(await undo()).toMatchObject({ results: [{ status: 'changed' }] });
  });

  it('a OneDrive that nobody licenses has no clock any more once its user is restored', async () => {
    const world = await loaded();
    await putItems(world.session(), one, 'oneDrive', [{ ...item, content: 'x' }]);
    await unassign(world);
    await remove(world);
    await restoreUser(world.session(), one);
    await world.moveTo(day(90));
    expect(world.memory.all('vault')).toHaveLength(1);
  });

  it('the name of a gone user is gone at once, also when its data went before', async () => {
    const world = await loaded(undefined, 'EXCHANGE_P1');
    await endInTwoSteps(world);
    await world.moveTo(day(30));
    // The second look at the mailbox is still to come.
    await world.moveTo(addMs(day(30), 60_000));
    const rows = world.memory.all('licensing').filter(({ key }) => /^[UNADP]~/.test(key));
    expect(JSON.stringify(rows)).not.toMatch(/adele/i);
  });

  it('an undo asks for no seat for somebody who is gone', async () => {
    const world = await loaded(undefined, 'E3', 1);
    const { operationId } = await unassign(world);
    if (operationId === null) throw new Error('a dry run');
    await assignLicenses(world.session(), other, e3);
    await remove(world);
    await world.moveTo(addMs(day(29), 23 * 3_600_000));
    await world.moveTo(day(30));
    const undone = await undoOperation(world.session(), operationId);
    expect(undone.results).toMatchObject([{ userId: one, status: 'failed' }]);
    expect(await world.consumed(skuId('E3'))).toBe(1);
  });

  it('nothing is held of somebody who is gone, also before a sweep has come by', async () => {
    const world = await loaded(undefined, 'EXCHANGE_P1');
    await endInTwoSteps(world);
    // The mailbox is purged; a minute later the user can't be restored any more either.
    await world.moveTo(day(30));
    world.now = addMs(day(30), 60_000);
    const before = world.memory.all('licensing');
    const hold = { holdId: 'case', kind: 'litigation', note: 'of Adele' } as const;
    const placing = placeHold(world.session(), one, hold);
    await expect(placing).rejects.toMatchObject({ code: 'notFound' });
    expect(world.memory.all('licensing')).toEqual(before);
  });

  it('a fold that meets an assign loses no seat', async () => {
    const world = await loaded();
    await unassign(world);
    let hasMet = false;
    const racing = changed(world.memory, {
      async page(...range): Promise<Page> {
        const page = await world.memory.page(...range);
        if (hasMet) return page;
        hasMet = true;
        await assignLicenses(world.session(), other, e3);
        return page;
      },
    });
    const seats = await world.store.seats(skuId('E3'));
    if (seats === null) throw new Error('no product');
    await foldSeats(new TenantStore(racing, tenantId), seats);
    expect(await world.consumed(skuId('E3'))).toBe(1);
  });

  it('a hold that comes between a purge’s look at the user and its claim keeps the data', async () => {
    let isPurging = false;
    const world: MemoryWorld = await loaded((tables) =>
      changed(tables, {
        async get(...key) {
          const row = await tables.get(...key);
          if (!isPurging || !key[2].startsWith('U~')) return row;
          isPurging = false;
          const hold = { holdId: 'case', kind: 'litigation', note: null } as const;
          // On a machine whose clock is a little behind: to it the data has not reached its end.
          await placeHold(world.session({ now: addMs(day(30), -1) }), one, hold);
          return row;
        },
      }),
    );
    await putItems(world.session(), one, 'exchange', [{ ...item, content: 'x' }]);
    await unassign(world);
    world.now = day(30);
    isPurging = true;
    await purgeUser(world.services, tenantId, one);
    const after = (await world.store.user(one))?.value;
    expect(after?.holds).toHaveLength(1);
    expect(after?.data.exchange?.state).toBe('onHold');
    expect(world.memory.all('vault')).toHaveLength(1);
  });

  it('an item that replaces another stays when its user changes too fast to be counted', async () => {
    let isContended = false;
    const world = await loaded((tables) =>
      changed(tables, {
        submit: (table, partition, writes) =>
          isContended && table === 'licensing'
            ? Promise.reject(new StorageRefusal('changed', 0))
            : tables.submit(table, partition, writes),
      }),
    );
    await putItems(world.session(), one, 'exchange', [{ ...item, content: 'old' }]);
    isContended = true;
    const replacing = [{ ...item, content: 'newer' }];
    await expect(putItems(world.session(), one, 'exchange', replacing)).rejects.toMatchObject({
      code: 'changesTooFast',
    });
    expect(world.memory.all('vault')).toHaveLength(1);
  });

  it('purged data stays purged to a reader whom the service answers an empty page first', async () => {
    const world = await loaded((tables) =>
      changed(tables, {
        page: (table, partition, range, options) =>
          range.from.startsWith('P~') && !options?.continuation
            ? Promise.resolve({ rows: [], continuation: range.from })
            : tables.page(table, partition, range, options),
      }),
    );
    await remove(world);
    await world.moveTo(day(30));
    const page = { top: 10, skipToken: null };
    const reading = listItems(
      world.session(),
      { idOrName: one, service: 'exchange', reader: { kind: 'reader' } },
      page,
    );
    await expect(reading).rejects.toMatchObject({ code: 'purged' });
  });
});
