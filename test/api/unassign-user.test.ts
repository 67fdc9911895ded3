import { beforeEach, expect, it } from 'vitest';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3')], [user([direct('E3')])]);
});

const params = { userId: userId(1) };
const body = { skuIds: [skuId('E3')] };
const as = 'License Administrator';

it('a License Administrator takes a product from a user, whose mailbox is held for 30 days', async () => {
  const answer = await ask(world, unassignUserRoute, { params, body, as });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      path: 'activeUser',
      results: [{ status: 'changed', licenses: [{ outcome: 'unassigned' }] }],
      freedSeats: [{ skuId: skuId('E3'), count: 1 }],
    },
  });
});

it('names the user by its user principal name as well', async () => {
  const userPrincipalName = user([]).userPrincipalName;
  const answer = await ask(world, unassignUserRoute, {
    params: { userId: userPrincipalName },
    body,
    as,
  });
  expect(answer).toMatchObject({ status: 200, body: { results: [{ userId: userId(1) }] } });
});

it('refuses whoever has no right to it, and says who has', async () => {
  const answer = await ask(world, unassignUserRoute, { params, body, as: 'Global Reader' });
  expect(answer).toMatchObject({
    status: 403,
    body: { error: { code: 'forbidden', message: expect.stringContaining('License') } },
  });
  expect((await ask(world, unassignUserRoute, { params, body, as: null })).status).toBe(401);
});

it('refuses a product named twice or none, and changes nothing', async () => {
  for (const skuIds of [[], [skuId('E3'), skuId('E3')]]) {
    const answer = await ask(world, unassignUserRoute, { params, body: { skuIds }, as });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalidRequest' } } });
  }
  expect(await world.consumed(skuId('E3'))).toBe(1);
});
