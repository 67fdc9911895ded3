import { beforeEach, expect, it } from 'vitest';
import { blockUserRoute } from '../../functions/api/block-user.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3')], [user([direct('E3')])]);
});

const params = { userId: userId(1) };

it('a User Administrator stops the sign-in of a user, who keeps licenses and data', async () => {
  const answer = await ask(world, blockUserRoute, { params, as: 'User Administrator' });
  expect(answer).toMatchObject({ status: 200, body: { results: [{ status: 'changed' }] } });
  const before = user([direct('E3')]);
  expect((await world.store.user(userId(1)))?.value).toEqual({ ...before, accountEnabled: false });
});

it('refuses whoever has no right to it, and says who has', async () => {
  const answer = await ask(world, blockUserRoute, { params, as: 'License Administrator' });
  expect(answer).toMatchObject({
    status: 403,
    body: { error: { code: 'forbidden', message: expect.stringContaining('User Administrator') } },
  });
});

it('refuses a body, and changes nothing', async () => {
  const answer = await ask(world, blockUserRoute, { params, body: { reason: 'leaves' } });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalidRequest' } } });
  expect((await world.store.user(userId(1)))?.value.accountEnabled).toBe(true);
});
