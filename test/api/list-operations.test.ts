import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { blockUserRoute } from '../../functions/api/block-user.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { unassignAllRoute } from '../../functions/api/unassign-all.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import { OperationListRow } from '../../lib/operations/engine/answers/operation-shapes.ts';
import { fromParts, toParts } from '../../lib/storage/long-text.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';
import { CountedTables } from '../in-memory/counted-tables.ts';

const List = z.strictObject({ value: z.array(OperationListRow), nextLink: z.string().nullable() });
const counted = new CountedTables();
const everybody = Array.from({ length: 60 }, (_, index) => userId(index + 1));
const [first, second] = [userId(901), userId(902)];

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(counted.decorate);
  const people = everybody.map((id, index) =>
    user([direct('E3'), direct('POWER_BI')], { id, userPrincipalName: `p${index}@contoso.com` }),
  );
  await world.load([product('E3', 99), product('POWER_BI', 99)], people);
  const params = { userId: userId(1) };
  await ask(world, blockUserRoute, { params, userId: first, name: 'Ann' });
  world.now = day(1);
  const body = { skuIds: [skuId('E3')] };
  await ask(world, unassignUserRoute, { params, body, userId: second, name: 'Ben' });
  world.now = day(2);
  await ask(world, unassignAllRoute, { body: { userIds: everybody }, userId: first, name: 'Ann' });
});

async function rows(query: Record<string, string> = {}) {
  const answer = await ask(world, listOperationsRoute, { query: { view: 'list', ...query } });
  expect(answer).toMatchObject({ status: 200 });
  return List.parse(answer.body).value;
}

async function paths(query: Record<string, string>): Promise<unknown[]> {
  return (await rows(query)).map(({ path }) => path);
}

describe('A row of the audit list', () => {
  it('says who did what to whom and what it came to', async () => {
    expect(await rows()).toMatchObject([
      {
        path: 'activeUsers',
        by: { id: first, name: 'Ann' },
        user: null,
        targets: { done: 60, of: 60 },
        totals: { users: 60, failed: 0, licensesTaken: 119, seatsFreed: 119, seatsTaken: 0 },
      },
      {
        path: 'activeUser',
        by: { id: second, name: 'Ben' },
        user: { id: userId(1), userPrincipalName: 'p0@contoso.com' },
        totals: { users: 1, licensesTaken: 1, seatsFreed: 1 },
      },
      { path: 'block', totals: { users: 1, licensesTaken: 0, seatsFreed: 0 } },
    ]);
  });

  it('is one row of storage once all of it was handled, however many people it was about', async () => {
    const before = await rows();
    await world.handleMessages();
    counted.take();
    const after = await rows();
    expect(after.map(({ totals }) => totals)).toEqual(before.map(({ totals }) => totals));
    expect(after.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    // The lines of the audit, and each operation.
    expect(counted.take()).toEqual({ calls: 1 + 3, rows: 3 + 3 });
  });
});

describe('The audit list', () => {
  it('is of one way, of one actor, of one person', async () => {
    expect(await paths({ path: 'block' })).toEqual(['block']);
    expect(await paths({ by: first })).toEqual(['activeUsers', 'block']);
    expect(await paths({ by: second })).toEqual(['activeUser']);
    expect(await paths({ userId: userId(1), by: first, path: 'activeUsers' })).toEqual([
      'activeUsers',
    ]);
    expect(await paths({ userId: userId(2) })).toEqual(['activeUsers']);
  });

  it('begins at one instant and ends before another', async () => {
    expect(await paths({ from: day(1) })).toEqual(['activeUsers', 'activeUser']);
    expect(await paths({ to: day(1) })).toEqual(['block']);
    expect(await paths({ from: day(1), to: day(2) })).toEqual(['activeUser']);
    const query = { from: day(1), to: day(1) };
    expect(await ask(world, listOperationsRoute, { query })).toMatchObject({ status: 400 });
  });

  it('finds the actor of an operation whose line an earlier version wrote', async () => {
    for (const { key, properties } of world.memory.all('licensing')) {
      if (!key.startsWith('E~')) continue;
      const { by: _by, ...line } = z
        .looseObject({})
        .parse(JSON.parse(fromParts('doc', properties)));
      await world.store.submit([
        { kind: 'put', key, properties: toParts('doc', JSON.stringify(line)) },
      ]);
    }
    expect(await paths({ by: second })).toEqual(['activeUser']);
  });

  it('has all of each operation where no slim rows are asked for, and the same numbers', async () => {
    const { body } = await ask(world, listOperationsRoute, { query: { by: second } });
    expect(body).toMatchObject({
      value: [{ path: 'activeUser', results: [{ status: 'changed' }], totals: { users: 1 } }],
    });
  });
});
