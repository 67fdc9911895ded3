import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deleteUserRoute } from '../../functions/api/delete-user.ts';
import { listRetentionRoute } from '../../functions/api/list-retention.ts';
import { placeHoldRoute } from '../../functions/api/place-hold.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import { RetentionAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';
import { CountedTables } from '../in-memory/counted-tables.ts';

const List = z.strictObject({ value: z.array(RetentionAnswer), nextLink: z.string().nullable() });
const skuIds = [skuId('E3')];
const counted = new CountedTables();

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(counted.decorate);
  const people = [1, 2, 3].map((number) =>
    user([direct('E3')], { id: userId(number), userPrincipalName: `p${number}@contoso.com` }),
  );
  await world.load([product('E3')], people);
  for (const number of [1, 2, 3]) {
    world.now = day(number);
    const params = { userId: userId(number) };
    await ask(world, unassignUserRoute, { params, body: { skuIds }, name: `Admin ${number}` });
  }
  counted.take();
});

async function retention(query: Record<string, string> = {}) {
  const answer = await ask(world, listRetentionRoute, { query });
  expect(answer).toMatchObject({ status: 200 });
  return List.parse(answer.body);
}

async function held(query: Record<string, string>): Promise<unknown[]> {
  const { value } = await retention({ service: 'exchange', ...query });
  return value.map((entry) => entry.userId);
}

describe('The list of what is held', () => {
  it('says who began it, in which way and when', async () => {
    const { value } = await retention({ service: 'exchange' });
    expect(value.map(({ operation }) => operation)).toMatchObject(
      [1, 2, 3].map((number) => {
        const by = { kind: 'user', name: `Admin ${number}` };
        return { path: 'activeUser', at: day(number), by };
      }),
    );
  });

  it('says which kinds of holds are on the person', async () => {
    for (const [holdId, kind] of [
      ['a', 'litigation'],
      ['b', 'eDiscovery'],
      ['c', 'litigation'],
    ] as const) {
      await ask(world, placeHoldRoute, { params: { userId: userId(2), holdId }, body: { kind } });
    }
    const { value } = await retention({ service: 'exchange' });
    expect(value.map(({ holdKinds }) => holdKinds)).toEqual([[], ['litigation', 'eDiscovery'], []]);
  });

  it('begins at one instant and ends before another', async () => {
    expect(await held({ dueFrom: day(32) })).toEqual([userId(2), userId(3)]);
    expect(await held({ dueFrom: day(32), dueBefore: day(33) })).toEqual([userId(2)]);
    expect(await held({ dueFrom: day(34) })).toEqual([]);
    const wrong = { dueFrom: day(32), dueBefore: day(32) };
    expect(await ask(world, listRetentionRoute, { query: wrong })).toMatchObject({
      status: 400,
      body: { error: { details: [{ target: 'dueBefore' }] } },
    });
  });

  it('has what has no end after every date, and before none', async () => {
    await ask(world, placeHoldRoute, {
      params: { userId: userId(1), holdId: 'a' },
      body: { kind: 'litigation' },
    });
    await world.moveTo(day(31));
    expect(await held({ dueFrom: day(500) })).toEqual([userId(1)]);
    expect(await held({ dueBefore: day(500) })).toEqual([userId(2), userId(3)]);
    expect(await held({ dueFrom: day(500), userId: userId(1) })).toEqual([userId(1)]);
    expect(await held({ dueBefore: day(500), userId: userId(1) })).toEqual([]);
  });

  it('of one person is read from that person, with what began it', async () => {
    const { value, nextLink } = await retention({ userId: userId(2) });
    expect(value.map(({ userId: whose, service }) => [whose, service])).toEqual(
      ['exchange', 'teams', 'other'].map((service) => [userId(2), service]),
    );
    expect(nextLink).toBeNull();
    // The catalog, read once in five minutes: the tenant, products, groups.
    counted.take();
    await retention({ userId: userId(2) });
    expect(counted.take()).toEqual({ calls: 2, rows: 2 });
    expect((await retention({ userId: userId(99) })).value).toEqual([]);
  });

  it('of one person goes on where its page ended, and what ends at one instant stays together', async () => {
    const person = user([direct('E3')], { id: userId(4), userPrincipalName: 'p4@contoso.com' });
    await world.load([product('E3')], [person], { oneDriveRetentionDays: 60 });
    world.services.catalogs.forget(world.store.tenantId);
    await ask(world, deleteUserRoute, { params: { userId: userId(4) } });
    const query = { userId: userId(4), top: '1' };
    const first = await retention(query);
    expect(first.value.map(({ service }) => service)).toEqual(['exchange', 'teams', 'other']);
    const skipToken = new URL(first.nextLink ?? '').searchParams.get('skipToken') ?? '';
    expect(await retention({ ...query, skipToken })).toMatchObject({
      value: [{ service: 'oneDrive', until: day(63) }],
      nextLink: null,
    });
  });

  it('reads an operation once, however many entries it began', async () => {
    await retention();
    counted.take();
    await retention();
    // One page of wake-ups, three people, three operations; the wake-ups of operations are among the rows.
    expect(counted.take().calls).toBe(1 + 3 + 3);
  });
});
