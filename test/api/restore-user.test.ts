import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deleteUserRoute } from '../../functions/api/delete-user.ts';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { restoreUserRoute } from '../../functions/api/restore-user.ts';
import { undoOperationRoute } from '../../functions/api/undo-operation.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const params = { userId: userId(1) };
const as = 'User Administrator';
let world: MemoryWorld;

describe('Somebody whose name is somebody else’s by now', () => {
  const jane = { userPrincipalName: 'jane@contoso.com' };
  beforeEach(async () => {
    world = new MemoryWorld();
    await world.load([product('E3')], [user([direct('E3')], jane)]);
    await ask(world, deleteUserRoute, { params, as });
    const value = [
      {
        id: userId(2),
        ...jane,
        accountEnabled: true,
        assignedLicenses: [],
        licenseAssignmentStates: [],
      },
    ];
    await ask(world, importTenantRoute, { body: { kind: 'users', value } });
  });

  it('comes back under a new name, and has it', async () => {
    const refused = await ask(world, restoreUserRoute, { params, as });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        error: { code: 'userNameTaken', message: expect.stringContaining('"userPrincipalName"') },
      },
    });
    const body = { userPrincipalName: 'jane2@contoso.com' };
    const dry = await ask(world, restoreUserRoute, { params, body, query: { dryRun: 'true' }, as });
    expect(dry).toMatchObject({ status: 200 });
    expect((await world.store.user(userId(1)))?.value.deletion).not.toBeNull();
    const answer = await ask(world, restoreUserRoute, { params, body, as });
    expect(answer).toMatchObject({
      body: { results: [{ userPrincipalName: 'jane2@contoso.com' }] },
    });
    expect(await world.store.userIdByName('jane2@contoso.com')).toBe(userId(1));
    expect(await world.store.userIdByName('jane@contoso.com')).toBe(userId(2));
  });

  it('does so over Graph too, where what is not supported is refused', async () => {
    const path = `/directory/deletedItems/${userId(1)}/restore`;
    for (const body of [
      { newUserPrincipalName: 'jane2@contoso.com', autoReconcileProxyConflict: true },
      { newUserPrincipalName: 'nobody' },
      { newUserPrincipalName: 'jane@contoso.com' },
      { userPrincipalName: 'jane2@contoso.com' },
    ]) {
      expect((await askGraph(world, 'POST', path, { body, as })).status).toBe(400);
    }
    const body = { newUserPrincipalName: 'jane2@contoso.com', autoReconcileProxyConflict: false };
    const answer = await askGraph(world, 'POST', path, { body, as });
    expect(answer).toMatchObject({ status: 200, body: { userPrincipalName: 'jane2@contoso.com' } });
  });

  it('can not come back under a name that is none, or that is taken', async () => {
    for (const [userPrincipalName, status] of [
      ['jane', 400],
      ['', 400],
      ['jane@contoso.com', 409],
    ] as const) {
      const answer = await ask(world, restoreUserRoute, {
        params,
        body: { userPrincipalName },
        as,
      });
      expect(answer.status).toBe(status);
    }
    expect((await world.store.user(userId(1)))?.value.deletion).not.toBeNull();
  });
});

it('An undo gives back what was held without a usage location', async () => {
  world = new MemoryWorld();
  await world.load([product('E3')], [user([direct('E3')], { usageLocation: null })]);
  const taken = await ask(world, unassignUserRoute, {
    params,
    body: { skuIds: [skuId('E3')] },
    as,
  });
  const { operationId } = z.object({ operationId: z.string() }).parse(taken.body);
  const undone = await ask(world, undoOperationRoute, { params: { operationId }, as });
  expect(undone).toMatchObject({ status: 200, body: { results: [{ status: 'changed' }] } });
  expect((await world.store.user(userId(1)))?.value).toMatchObject({
    assignments: [{ skuId: skuId('E3') }],
    data: { exchange: { state: 'provided' } },
  });
});
