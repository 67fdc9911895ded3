import { expect, it } from 'vitest';
import { deleteUserRoute } from '../../functions/api/delete-user.ts';
import { getOperationRoute } from '../../functions/api/get-operation.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { addDays } from '../../lib/licensing/time.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

const name = 'Jozefien Smit';

async function deletedBy(asking: { readonly name?: string }): Promise<MemoryWorld> {
  const world = new MemoryWorld();
  await world.load([product('E3')], [user([direct('E3')])]);
  const params = { userId: userId(1) };
  expect(await ask(world, deleteUserRoute, { params, ...asking })).toMatchObject({ status: 200 });
  return world;
}

async function actorOf(world: MemoryWorld): Promise<unknown> {
  const list = await ask(world, listOperationsRoute);
  expect(list).toMatchObject({ status: 200, body: { value: [{ path: 'deleteUser' }] } });
  const [, key] =
    world.memory
      .all('licensing')
      .find((row) => row.key.startsWith('O~'))
      ?.key.split('~') ?? [];
  const one = await ask(world, getOperationRoute, { params: { operationId: key ?? '' } });
  expect(one).toMatchObject({ status: 200 });
  return list.body;
}

it('an operation says by what name its actor was signed in', async () => {
  const world = await deletedBy({ name });
  expect(await actorOf(world)).toMatchObject({ value: [{ by: { kind: 'user', name } }] });
});

it('an actor whose token had no name has none', async () => {
  const world = await deletedBy({});
  expect(await actorOf(world)).toMatchObject({ value: [{ by: { kind: 'user', name: null } }] });
});

it('neither logs, messages, tombstones nor keys hold the name of an actor', async () => {
  const world = await deletedBy({ name });
  const [sent] = world.queues.messages;
  expect(sent?.text).not.toContain('Jozefien');
  await world.handleMessages();
  await world.moveTo(addDays(world.now, 31));
  const rows = world.memory.all('licensing');
  expect(rows.filter(({ key }) => key.startsWith('P~'))).not.toEqual([]);
  const named = rows.filter(({ key, properties }) =>
    `${key} ${JSON.stringify(properties)}`.includes('Jozefien'),
  );
  expect(named.map(({ key }) => key.split('~')[0])).toEqual(['O']);
  expect(world.log.join('\n')).not.toContain('Jozefien');
});
