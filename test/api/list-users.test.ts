import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listProductUsersRoute } from '../../functions/api/list-product-users.ts';
import { listProductsRoute } from '../../functions/api/list-products.ts';
import { listUsersRoute } from '../../functions/api/list-users.ts';
import type { User } from '../../lib/licensing/user.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { addDays } from '../../lib/licensing/time.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, groupId, hold, inherited, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

const List = z.object({
  value: z.array(z.looseObject({ id: z.string() })),
  nextLink: z.string().nullable(),
  count: z.number().nullable().optional(),
});

function numbered(number: number, changes: Partial<User> = {}): User {
  const assignments = changes.assignments ?? [direct('E3')];
  return user(assignments, {
    id: userId(number),
    userPrincipalName: `u${number}@contoso.com`,
    displayName: `User ${number}`,
    ...changes,
    assignments: [],
  });
}

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3'), product('POWER_BI')],
    [
      numbered(1),
      numbered(2, { assignments: [] }),
      numbered(3, { accountEnabled: false }),
      numbered(4, { isSynced: true }),
      numbered(5, { userType: 'Guest' }),
      numbered(6, { holds: [hold('case-1'), hold('case-2')] }),
      numbered(7),
      numbered(8),
      numbered(9, {
        assignments: [
          direct('POWER_BI'),
          inherited('POWER_BI'),
          inherited('E3', 2),
          direct('E3', { state: 'Error', error: 'CountViolation' }),
        ],
      }),
    ],
  );
  const request = { path: 'activeUser', userIds: [userId(7)], skuIds: [skuId('E3')] } as const;
  await unassignLicenses(world.session(), request);
  await deleteUsers(world.session(), { path: 'deleteUser', userIds: [userId(8)] });
});

async function listed(query: Record<string, string>) {
  const answer = await ask(world, listUsersRoute, { query });
  expect(answer.status).toBe(200);
  return List.parse(answer.body);
}

/** The numbers of the users a query lists. */
async function numbers(query: Record<string, string>): Promise<number[]> {
  const { value } = await listed({ view: 'list', ...query });
  return value.map(({ id }) => Number(id.slice(-12)));
}

describe('The slim list of users', () => {
  it('says of each what a page of many shows', async () => {
    const { value } = await listed({ view: 'list', top: '1000' });
    expect(value).toHaveLength(9);
    expect(value.find(({ id }) => id === userId(7))).toEqual({
      id: userId(7),
      userPrincipalName: 'u7@contoso.com',
      displayName: 'User 7',
      state: 'active',
      accountEnabled: true,
      isSynced: false,
      isGuest: false,
      deletedAt: null,
      restorableUntil: null,
      licenses: [],
      isHeld: true,
      heldUntil: addDays(world.now, 30),
      holdCount: 0,
    });
    expect(value.find(({ id }) => id === userId(8))).toMatchObject({
      state: 'deleted',
      deletedAt: world.now,
      restorableUntil: addDays(world.now, 30),
    });
  });

  it('says of each license how it is held, and what is wrong with it', async () => {
    const { value } = await listed({ view: 'list' });
    expect(value.find(({ id }) => id === userId(9))).toMatchObject({
      licenses: [
        {
          skuId: skuId('POWER_BI'),
          isDirect: true,
          groupIds: [groupId(1)],
          state: 'Active',
          error: null,
        },
        {
          skuId: skuId('E3'),
          isDirect: true,
          groupIds: [groupId(2)],
          state: 'Active',
          error: 'CountViolation',
        },
      ],
    });
  });

  it.each([
    [{ licensed: 'false' }, [2, 7, 8]],
    [{ licensed: 'true', state: 'active' }, [1, 3, 4, 5, 6, 9]],
    [{ enabled: 'false' }, [3]],
    [{ synced: 'true' }, [4]],
    [{ synced: 'false', state: 'active', licensed: 'false' }, [2, 7]],
    [{ guest: 'true' }, [5]],
    [{ held: 'true' }, [7, 8]],
    [{ held: 'true', state: 'active' }, [7]],
    [{ held: 'false', licensed: 'false' }, [2]],
    [{ onHold: 'true' }, [6]],
    [{ state: 'deleted' }, [8]],
    [{ skuId: skuId('POWER_BI') }, [9]],
    [{ skuId: skuId('POWER_BI'), held: 'true' }, []],
  ])('lists of %j exactly %j', async (query, expected) => {
    expect(await numbers({ ...query })).toEqual(expected);
  });

  it('counts where it is asked to', async () => {
    expect(await listed({ view: 'list', top: '1', count: 'true' })).toMatchObject({ count: 9 });
    expect(await listed({ view: 'list', held: 'true', count: 'true' })).toMatchObject({ count: 2 });
    expect((await listed({ view: 'list' })).count).toBeUndefined();
  });

  it('takes up to 1,000 a page, where the full view takes 200', async () => {
    const over = await ask(world, listUsersRoute, { query: { top: '201' } });
    expect(over).toMatchObject({ status: 400, body: { error: { code: 'invalidRequest' } } });
    const most = await ask(world, listUsersRoute, { query: { view: 'list', top: '1001' } });
    expect(most).toMatchObject({ status: 400 });
  });
});

describe('The slim list of a product', () => {
  it('says of each user in which ways it is held', async () => {
    const params = { skuId: skuId('E3') };
    const answer = await ask(world, listProductUsersRoute, { params, query: { view: 'list' } });
    const { value } = List.parse(answer.body);
    expect(value.map(({ id }) => Number(id.slice(-12)))).toEqual([1, 3, 4, 5, 6, 9]);
    expect(value.at(-1)).toMatchObject({
      displayName: 'User 9',
      license: {
        isDirect: true,
        groups: [{ id: groupId(2) }],
        state: 'Active',
        error: 'CountViolation',
      },
    });
  });

  it('finds users of it by their names', async () => {
    const params = { skuId: skuId('E3') };
    const query = { view: 'list', search: 'user 3' };
    const answer = await ask(world, listProductUsersRoute, { params, query });
    expect(List.parse(answer.body).value.map(({ id }) => id)).toEqual([userId(3)]);
  });
});

it('The slim list of products has their seats, and not what they contain', async () => {
  const answer = await ask(world, listProductsRoute, { query: { view: 'list' } });
  expect(answer.body).toEqual({
    value: [
      expect.objectContaining({
        skuPartNumber: 'E3',
        seats: expect.objectContaining({ consumed: 6 }),
      }),
      expect.objectContaining({ skuPartNumber: 'POWER_BI' }),
    ],
    nextLink: null,
  });
  expect(JSON.stringify(answer.body)).not.toContain('servicePlans');
});
