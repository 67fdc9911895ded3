import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { listPurgesRoute } from '../../functions/api/list-purges.ts';
import { PurgeAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { purgeDeletedUser } from '../../lib/operations/purge/delete-permanently.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

const List = z.object({ value: z.array(PurgeAnswer), nextLink: z.string().nullable() });

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3')],
    [1, 2].map((number) =>
      user([direct('E3')], { id: userId(number), userPrincipalName: `p${number}@contoso.com` }),
    ),
  );
});

async function purges(query: Record<string, string> = {}) {
  const answer = await ask(world, listPurgesRoute, { query });
  return List.parse(answer.body);
}

async function unassign(number: number) {
  const [userIds, skuIds] = [[userId(number)], [skuId('E3')]];
  return unassignLicenses(world.session(), { path: 'activeUser', userIds, skuIds });
}

it('What was deleted for good is listed newest first, with when, why and whose it was', async () => {
  const { operationId } = await unassign(1);
  world.now = day(1);
  await unassign(2);
  await world.moveTo(day(31));
  const { value } = await purges();
  expect(new Set(value.map(({ service }) => service))).toEqual(
    new Set(['exchange', 'teams', 'other']),
  );
  expect(value).toHaveLength(6);
  expect(value.toSorted((a, b) => (a.purgedAt > b.purgedAt ? -1 : 1))).toEqual(value);
  expect(value.find(({ userId: whose }) => whose === userId(1))).toMatchObject({
    dueAt: day(30),
    operationId,
    operation: { path: 'activeUser', by: { id: 'admin' } },
  });
});

it('A time or a person narrows the list, and a page goes on where it ended', async () => {
  await unassign(1);
  await world.moveTo(day(31));
  await unassign(2);
  await world.moveTo(day(62));
  const [from, to] = [day(40), day(40)];
  expect((await purges({ from })).value.map((one) => one.userId)).toEqual(
    Array.from({ length: 3 }, () => userId(2)),
  );
  expect((await purges({ to })).value.map((one) => one.userId)).toEqual(
    Array.from({ length: 3 }, () => userId(1)),
  );
  const first = await purges({ userId: userId(1), top: '2' });
  expect(first.value).toHaveLength(2);
  const skipToken = new URL(first.nextLink ?? '').searchParams.get('skipToken') ?? '';
  const rest = await purges({ userId: userId(1), top: '2', skipToken });
  expect(rest).toMatchObject({ value: [{ userId: userId(1) }], nextLink: null });
  expect((await ask(world, listPurgesRoute, { query: { from, to } })).status).toBe(400);
});

it('A permanent deletion is why the data is gone, not the delete before it', async () => {
  await deleteUsers(world.session(), { path: 'deleteUser', userIds: [userId(1)] });
  await purgeDeletedUser(world.session(), userId(1));
  const { value } = await purges();
  expect(value.map(({ operation, userId: whose }) => [operation?.path, whose])).toEqual(
    Array.from({ length: 4 }, () => ['permanentDelete', userId(1)]),
  );
});

it('Rows of purges hold nothing that names a person', async () => {
  await unassign(1);
  await world.moveTo(day(31));
  const rows = world.memory.all('licensing').filter(({ key }) => /^[PQ]~/.test(key));
  expect(rows).toHaveLength(6);
  expect(JSON.stringify(rows)).not.toContain(userId(1));
});
