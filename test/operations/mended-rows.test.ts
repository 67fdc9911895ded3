import { beforeEach, describe, expect, it } from 'vitest';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { purgeUser } from '../../lib/operations/purge/purge-user.ts';
import { submitWrites } from '../../lib/operations/engine/submit-writes.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { derivedRowsOf } from '../../lib/storage/rows/derived-rows.ts';
import { nameKey, nameWrite } from '../../lib/storage/rows/name-row.ts';
import { operationWakeUpKey, wakeUpRows } from '../../lib/storage/rows/wake-up-row.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';

const id = userId(1);
const name = nameKey('adele@contoso.com');
const deletion = { path: 'deleteUser', userIds: [id] } as const;

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3'), product('POWER_BI')],
    [user([direct('E3'), direct('POWER_BI')], { userPrincipalName: 'adele@contoso.com' })],
  );
});

function unassign() {
  const request = { path: 'activeUser', userIds: [id], skuIds: [skuId('E3')] } as const;
  return unassignLicenses(world.session(), request);
}

/** Takes away every row that is derived from the user. */
async function loseDerived(): Promise<void> {
  const row = await world.store.user(id);
  const keys = [...derivedRowsOf(row?.value ?? null).keys()];
  await world.store.submit(keys.map((key) => ({ kind: 'delete', key })));
}

async function states() {
  const data = (await world.store.user(id))?.value.data ?? {};
  return Object.values(data).map(({ state }) => state);
}

describe('A user whose derived rows are missing', () => {
  it('is unassigned, assigned, deleted and restored, each once', async () => {
    await loseDerived();
    expect((await unassign()).results[0]?.status).toBe('changed');
    expect(world.log.join('\n')).toMatch(/^mended: the rows A~/m);
    expect(await world.consumed(skuId('E3'))).toBe(0);
    await loseDerivedWakeUps();
    const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
    await assignLicenses(world.session(), id, licenses);
    expect(await world.consumed(skuId('E3'))).toBe(1);
    await deleteUsers(world.session(), deletion);
    expect(await world.consumed(skuId('E3'))).toBe(0);
    await restoreUser(world.session(), id);
    expect(await world.store.userIdByName('adele@contoso.com')).toBe(id);
    expect(await world.consumed(skuId('E3'))).toBe(1);
  });

  it('is purged when its end has come', async () => {
    await unassign();
    await loseDerivedWakeUps();
    world.now = day(31);
    await purgeUser(world.services, tenantId, id);
    expect(await states()).toContain('purged');
    expect(await states()).not.toContain('purging');
  });
});

async function loseDerivedWakeUps(): Promise<void> {
  const rows = await world.store.all(wakeUpRows);
  const own = rows.filter(({ key }) => key.endsWith(id));
  await world.store.submit(own.map(({ key }) => ({ kind: 'delete', key })));
}

describe('A name that is kept for nobody', () => {
  it.each([
    ['somebody who is not there', userId(99)],
    ['the user itself', id],
  ])('but %s is no reason not to restore its user', async (_, owner) => {
    await deleteUsers(world.session(), deletion);
    await world.store.submit([{ kind: 'put', key: name, properties: { userId: owner } }]);
    const { results } = await restoreUser(world.session(), id);
    expect(results[0]?.status).toBe('changed');
    expect(await world.store.userIdByName('adele@contoso.com')).toBe(id);
  });

  it('is left to somebody who has it by right, also where that was not seen before', async () => {
    await deleteUsers(world.session(), deletion);
    await world.load([], [user([], { id: userId(2), userPrincipalName: 'adele@contoso.com' })]);
    await expect(restoreUser(world.session(), id)).rejects.toMatchObject({
      code: 'userNameTaken',
    });
    const unseen = submitWrites(world.services, world.store, [nameWrite('adele@contoso.com', id)]);
    await expect(unseen).rejects.toMatchObject({ reason: 'exists', key: name });
    expect(await world.store.userIdByName('adele@contoso.com')).toBe(userId(2));
  });
});

describe('An operation whose wake-up is missing', () => {
  it('is handled, and its handling ends', async () => {
    const { operationId } = await unassign();
    if (operationId === null) throw new Error('an operation has an id');
    const found = await world.store.operation(operationId);
    if (found === null) throw new Error('an operation has a record');
    const key = operationWakeUpKey(found.operation.wakeAt, operationId);
    await world.store.submit([{ kind: 'delete', key }]);
    await world.handleMessages();
    expect((await world.store.operation(operationId))?.operation.message).toBe('handled');
  });
});
