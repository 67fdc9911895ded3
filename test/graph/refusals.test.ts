import { beforeEach, expect, it } from 'vitest';
import { deleteUserRoute } from '../../functions/api/delete-user.ts';
import { deleteSyncedUsersRoute } from '../../functions/api/delete-synced-users.ts';
import { getOperationRoute } from '../../functions/api/get-operation.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import { placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const [adele, synced] = [userId(1), userId(2)];
let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  const people = [
    user([direct('E3')]),
    user([], { id: synced, userPrincipalName: 'diego@contoso.com', isSynced: true }),
  ];
  await world.load([product('E3')], people);
});

function deleteAdele(): Promise<unknown> {
  return deleteUsers(world.session(), { path: 'deleteUser', userIds: [adele] });
}

function says(text: string): object {
  return { body: { error: { message: expect.stringContaining(text) } } };
}

it('each door says its own way to bring a deleted user back', async () => {
  await deleteAdele();
  const body = { skuIds: [skuId('E3')] };
  expect(await ask(world, unassignUserRoute, { params: { userId: adele }, body })).toMatchObject(
    says(`POST /api/users/${adele}/restore`),
  );
  const patch = { body: { usageLocation: 'DE' }, headers: { 'idempotency-key': 'a' } };
  const answer = await askGraph(world, 'PATCH', `/users/${adele}`, patch);
  expect(JSON.stringify(answer.body)).not.toContain('/api');
});

it('each door says its own way to delete a user who comes from on-premises', async () => {
  const params = { userId: synced };
  expect(await ask(world, deleteUserRoute, { params })).toMatchObject(
    says('POST /api/directory-sync/deletions'),
  );
  const answer = await askGraph(world, 'DELETE', `/users/${synced}`);
  expect(answer).toMatchObject({ status: 400, ...says('directory sync then removes it here') });
  expect(JSON.stringify(answer.body)).not.toContain('/api');
});

it('Graph sends nobody to a route for holds that it does not have', async () => {
  const hold = { holdId: 'case-1', kind: 'litigation', note: null } as const;
  await placeHold(world.session(), adele, hold);
  await deleteAdele();
  const answer = await askGraph(world, 'DELETE', `/directory/deletedItems/${adele}`);
  expect(answer).toMatchObject({ status: 400, ...says("under the hold 'case-1'") });
  expect(JSON.stringify(answer.body)).not.toContain('/api');
});

it('Graph says of a tenant that is not set up who has to do it, without a route of another door', async () => {
  const answer = await askGraph(new MemoryWorld(), 'GET', '/users');
  expect(answer).toMatchObject({ status: 404, ...says('A Global administrator') });
  expect(JSON.stringify(answer.body)).not.toContain('/api');
});

it('the result of a user who failed is recorded with its way, and is answered in words', async () => {
  const body = { userIds: [adele] };
  const answer = await ask(world, deleteSyncedUsersRoute, { body });
  const error = {
    code: 'userNotSynced',
    message: expect.stringContaining(`DELETE /api/users/${adele}`),
  };
  expect(answer).toMatchObject({ status: 200, body: { results: [{ error }] } });
  const { operationId } = Object(answer.body);
  const params = { operationId: String(operationId) };
  expect(await ask(world, getOperationRoute, { params })).toMatchObject({
    body: { results: [{ error }] },
  });
  expect(JSON.stringify(answer.body)).not.toContain('"way"');
});
