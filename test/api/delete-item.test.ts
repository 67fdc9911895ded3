import { beforeEach, describe, expect, it } from 'vitest';
import { deleteItemRoute } from '../../functions/api/delete-item.ts';
import { deleteUserRoute } from '../../functions/api/delete-user.ts';
import { getItemRoute } from '../../functions/api/get-item.ts';
import { getUserRoute } from '../../functions/api/get-user.ts';
import { liftHoldRoute } from '../../functions/api/lift-hold.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { placeHoldRoute } from '../../functions/api/place-hold.ts';
import { putItemRoute } from '../../functions/api/put-item.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';
import type { Answered, Asking } from '../in-memory/ask.ts';
import { ask } from '../in-memory/ask.ts';

let isDown = false;
/** Before an item is removed from the vault. */
let meanwhile: () => Promise<void>;

function interposed(tables: Tables): Tables {
  return {
    get: (...of) => tables.get(...of),
    page: (...of) => tables.page(...of),
    pageBelow: (...of) => tables.pageBelow(...of),
    submit: (...of) => tables.submit(...of),
    remove: async (...of) => {
      if (isDown) throw new StorageOutage('down');
      await meanwhile();
      return tables.remove(...of);
    },
    lastSeenClock: () => tables.lastSeenClock(),
  };
}

let world: MemoryWorld;
beforeEach(async () => {
  isDown = false;
  meanwhile = () => Promise.resolve();
  world = new MemoryWorld(interposed);
  await world.load([product('E3')], [user([direct('E3')])]);
  await put('a');
  await put('b');
});

const person = { userId: userId(1) };
const params = { ...person, service: 'exchange' };

async function put(itemId: string, content = 'four'): Promise<void> {
  const body = { name: itemId, content };
  const answer = await ask(world, putItemRoute, { params: { ...params, itemId }, body });
  expect(answer.status).toBe(200);
}

function remove(itemId: string, asking: Asking & { query?: Record<string, string> } = {}) {
  return ask(world, deleteItemRoute, { params: { ...params, itemId }, ...asking });
}

async function statusOf(itemId: string): Promise<number> {
  return (await ask(world, getItemRoute, { params: { ...params, itemId } })).status;
}

async function mailbox(): Promise<Answered['body']> {
  return (await ask(world, getUserRoute, { params: person })).body;
}

describe('Deleting an item', () => {
  it('takes that item, counts it off and records who did', async () => {
    expect(await remove('a', { name: 'Ann' })).toMatchObject({
      status: 200,
      body: { userId: userId(1), service: 'exchange', itemId: 'a', sizeBytes: 4, dryRun: false },
    });
    expect([await statusOf('a'), await statusOf('b')]).toEqual([404, 200]);
    expect(await mailbox()).toMatchObject({
      data: [{ service: 'exchange', itemCount: 1, sizeBytes: 4 }, {}, {}, {}],
    });
    const query = { view: 'list', path: 'deleteItem' };
    expect(await ask(world, listOperationsRoute, { query })).toMatchObject({
      body: { value: [{ by: { name: 'Ann' }, user: { id: userId(1) }, totals: { users: 1 } }] },
    });
  });

  it('changes nothing as a dry run, and is 404 where there is none', async () => {
    expect(await remove('a', { query: { dryRun: 'true' } })).toMatchObject({
      body: { operationId: null, dryRun: true, sizeBytes: 4 },
    });
    expect(await statusOf('a')).toBe(200);
    expect(await remove('z')).toMatchObject({ status: 404 });
    await remove('a');
    expect(await remove('a')).toMatchObject({ status: 404 });
  });

  it('answers a repeated key from its record, and takes nothing that was put since', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await remove('a', { headers });
    await put('a', 'another');
    expect((await remove('a', { headers })).body).toEqual(first.body);
    expect(await statusOf('a')).toBe(200);
    await world.handleMessages();
    expect(await statusOf('a')).toBe(200);
  });

  it('leaves what is put under its id while it goes', async () => {
    meanwhile = async () => {
      meanwhile = () => Promise.resolve();
      await put('a', 'another');
    };
    expect(await remove('a')).toMatchObject({ status: 200 });
    await world.handleMessages();
    expect(await statusOf('a')).toBe(200);
  });

  it('that was cut off is finished by its message', async () => {
    isDown = true;
    expect(await remove('a')).toMatchObject({ status: 200 });
    expect(await statusOf('a')).toBe(200);
    isDown = false;
    await world.handleMessages();
    expect(await statusOf('a')).toBe(404);
  });

  it('is for those who delete users', async () => {
    expect(await remove('a', { as: 'License Administrator' })).toMatchObject({ status: 403 });
    expect(await remove('a', { as: 'User Administrator' })).toMatchObject({ status: 200 });
  });
});

describe('Nothing is deleted', () => {
  const hold = { ...person, holdId: 'case-1' };

  it('under a hold, nor for 30 days after the last one', async () => {
    await ask(world, placeHoldRoute, { params: hold, body: { kind: 'litigation' } });
    expect(await remove('a')).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining("the hold 'case-1'") } },
    });
    await ask(world, liftHoldRoute, { params: hold });
    expect(await remove('a')).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining(day(30)) } },
    });
    world.now = day(30);
    expect(await remove('a')).toMatchObject({ status: 200 });
  });

  it('once a hold is there that came while it was decided', async () => {
    await remove('b');
    const placed = ask(world, placeHoldRoute, { params: hold, body: { kind: 'litigation' } });
    const [answer] = await Promise.all([remove('a'), placed]);
    // Decided before the hold, or refused by it: never both.
    expect([200, 409]).toContain(answer.status);
    expect(await statusOf('a')).toBe(answer.status === 200 ? 404 : 200);
  });

  it('of what is held, of somebody deleted, or is gone for good', async () => {
    await ask(world, unassignUserRoute, { params: person, body: { skuIds: [skuId('E3')] } });
    expect(await remove('a')).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('nothing is taken out of it') } },
    });
    expect(await ask(world, deleteUserRoute, { params: person })).toMatchObject({ status: 200 });
    expect(await remove('a')).toMatchObject({ status: 409 });
    expect(await statusOf('a')).toBe(200);
    await world.moveTo(day(31));
    expect((await remove('a')).status).toBeGreaterThanOrEqual(404);
  });
});
