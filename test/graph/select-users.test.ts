import { beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../lib/licensing/user.ts';
import { orderUsers } from '../../lib/operations/users/order-users.ts';
import type { UserSelection } from '../../lib/operations/users/select-users.ts';
import { countUsers, queryOf, selectUsers } from '../../lib/operations/users/select-users.ts';
import { updateUser } from '../../lib/operations/users/update-user.ts';
import type { Slice } from '../../lib/operations/lists/paging.ts';
import { toSkipToken } from '../../lib/operations/lists/paging.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';

const world = new MemoryWorld();
const holders = 350;
const others = 1200;

beforeAll(async () => {
  const people = Array.from({ length: holders + others }, (_, index) =>
    user(index < holders ? [direct('E3')] : [], {
      id: userId(index + 1),
      userPrincipalName: `person${index + 1}@contoso.com`,
      // Many of the same name: their ids decide.
      displayName: `Name ${index % 40}`,
    }),
  );
  await world.load([product('E3', 1000)], people);
});

const everybody: UserSelection = {
  state: 'active',
  scope: { kind: 'all' },
  fits: () => true,
  words: '',
};
const list = { kind: 'graphUsers', tenantId: world.store.tenantId } as const;
const holding: UserSelection = { ...everybody, scope: { kind: 'product', skuId: skuId('E3') } };

async function walk(next: (token: string | null) => Promise<Slice<User>>): Promise<string[]> {
  const ids: string[] = [];
  let token: string | null = null;
  do {
    const slice: Slice<User> = await next(token);
    ids.push(...slice.value.map(({ id }) => id));
    token = slice.skipToken;
  } while (token !== null);
  return ids;
}

describe('Walking over more users than a page of the storage holds', () => {
  it.each([
    ['everybody', everybody, holders + others],
    ['the holders of a product', holding, holders],
    ['a rare few', { ...everybody, fits: ({ id }: User) => id === userId(1500) }, 1],
  ])('meets %s once', async (_, selection, count) => {
    const select = (token: string | null) => selectUsers(world.session(), selection, 120, token);
    const ids = await walk(select);
    expect(ids).toHaveLength(count);
    expect(new Set(ids).size).toBe(count);
    const counted = {
      ...selection,
      fits: (one: User) => selection.fits(one) && ids.includes(one.id),
    };
    expect(await countUsers(world.session(), counted)).toBe(count);
  });

  it.each([false, true])('orders them, equal names by id, descending: %s', async (isDescending) => {
    const order = { by: 'displayName', isDescending } as const;
    const ids = await walk((token) =>
      orderUsers(world.session(), everybody, order, { top: 333, skipToken: token }),
    );
    expect(new Set(ids).size).toBe(holders + others);
    const names = ids.map((id) => `Name ${(Number(id.slice(-12)) - 1) % 40}`);
    const sorted = names.toSorted((a, b) =>
      isDescending ? b.localeCompare(a) : a.localeCompare(b),
    );
    expect(names).toEqual(sorted);
  });

  it('takes no token that leads elsewhere', async () => {
    const token = toSkipToken({ ...list, query: queryOf(everybody) }, 'T');
    await expect(selectUsers(world.session(), everybody, 10, token)).rejects.toMatchObject({
      code: 'invalidRequest',
    });
  });

  it('goes on where it was only as long as that user has the same name', async () => {
    const own = new MemoryWorld();
    const people = ['Adele', 'Ben', 'Cem'].map((displayName, index) =>
      user([], { id: userId(index + 1), userPrincipalName: `p${index}`, displayName }),
    );
    await own.load([], people);
    const order = { by: 'displayName', isDescending: false } as const;
    const next = (token: string | null) =>
      orderUsers(own.session(), everybody, order, { top: 1, skipToken: token });
    const { skipToken } = await next(null);
    expect((await next(skipToken)).value).toMatchObject([{ displayName: 'Ben' }]);
    await updateUser(own.session(), userId(1), { displayName: 'Zoë' });
    await expect(next(skipToken)).rejects.toMatchObject({ code: 'invalidRequest' });
  });

  it.each(['bm9uc2Vuc2U', 'T', 'x'.repeat(300)])('takes no position %s', async (position) => {
    const order = { by: 'displayName', isDescending: false } as const;
    const token = toSkipToken({ ...list, query: { ...queryOf(everybody), ...order } }, position);
    await expect(
      orderUsers(world.session(), everybody, order, { top: 1, skipToken: token }),
    ).rejects.toMatchObject({
      code: 'invalidRequest',
    });
  });
});
