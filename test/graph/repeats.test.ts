import { beforeEach, expect, it } from 'vitest';
import { deleteUserRoute } from '../../functions/api/delete-user.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { updateUser } from '../../lib/operations/users/update-user.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import type { Answered } from '../in-memory/ask.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3'), product('POWER_BI')], [user([direct('E3')])]);
});

const headers = { 'idempotency-key': 'once' };
const name = user([]).userPrincipalName;

function assignLicense(): Promise<Answered> {
  const body = { addLicenses: [{ skuId: skuId('POWER_BI') }], removeLicenses: [skuId('E3')] };
  return askGraph(world, 'POST', `/users/${name}/assignLicense`, { body, headers });
}

async function deleteUser(): Promise<void> {
  const request = { path: 'deleteUser', userIds: [userId(1)] } as const;
  await deleteUsers(world.session(), request);
}

it('a repeated assignLicense says the same although the user is changed and then deleted since', async () => {
  const first = await assignLicense();
  expect(first).toMatchObject({
    status: 200,
    body: { assignedLicenses: [{ skuId: skuId('POWER_BI') }] },
  });
  await updateUser(world.session(), userId(1), { displayName: 'Somebody' });
  expect((await assignLicense()).body).toEqual(first.body);
  await deleteUser();
  expect((await assignLicense()).body).toEqual(first.body);
});

it.each([
  ['POST', `/users/${name}/reprocessLicenseAssignment`],
  ['POST', `/users/${name}/revokeSignInSessions`],
  ['PATCH', `/users/${name}`],
] as const)(
  'a repeated %s %s says the same although the user is deleted since',
  async (method, path) => {
    const body = method === 'PATCH' ? { usageLocation: 'NL' } : undefined;
    const send = () => askGraph(world, method, path, { body, headers });
    const first = await send();
    expect(first.status).toBeLessThan(300);
    await deleteUser();
    const { status, body: repeated } = await send();
    expect({ status, body: repeated }).toEqual({ status: first.status, body: first.body });
  },
);

it('a repeated restore and a repeated delete say the same, also when the user is gone for good', async () => {
  await deleteUser();
  const item = `/directory/deletedItems/${userId(1)}`;
  const restore = () => askGraph(world, 'POST', `${item}/restore`, { headers });
  const restored = await restore();
  expect(restored.status).toBe(200);
  await deleteUser();
  const purge = () => askGraph(world, 'DELETE', item, { headers });
  expect((await purge()).status).toBe(204);
  expect((await purge()).status).toBe(204);
  expect((await restore()).body).toEqual(restored.body);
});

it('a repeat by a name that is somebody else’s by now is about whom it was about', async () => {
  const body = { skuIds: [skuId('E3')] };
  const unassign = () => ask(world, unassignUserRoute, { params: { userId: name }, body, headers });
  const first = await unassign();
  await deleteUser();
  const heir = user([direct('E3')], { id: userId(2) });
  await world.load([], [heir]);
  expect((await unassign()).body).toEqual(first.body);
  expect((await world.store.user(userId(2)))?.value.assignments).toHaveLength(1);
});

/** A request meets its twin, which is carried out when this one looks for its user. */
async function sentTwice(send: () => Promise<Answered>): Promise<readonly Answered[]> {
  const get = world.memory.get.bind(world.memory);
  const twins: Answered[] = [];
  world.memory.get = async (table, partition, key) => {
    if (/^[NU]~/.test(key)) {
      world.memory.get = get;
      twins.push(await send());
    }
    return get(table, partition, key);
  };
  return [await send(), ...twins];
}

it.each([
  ['users', () => askGraph(world, 'DELETE', `/users/${name}`, { headers })],
  ['the portal', () => ask(world, deleteUserRoute, { params: { userId: name }, headers })],
] as const)(
  'a delete by name that is sent twice at once says the same twice: %s',
  async (_, send) => {
    const [one, other] = await sentTwice(send);
    expect(one?.status).toBeLessThan(300);
    expect({ ...one, headers: null }).toEqual({ ...other, headers: null });
  },
);

it('a restore that is sent twice at once says the same twice', async () => {
  await deleteUser();
  const item = `/directory/deletedItems/${userId(1)}`;
  const [one, other] = await sentTwice(() =>
    askGraph(world, 'POST', `${item}/restore`, { headers }),
  );
  expect(one).toMatchObject({ status: 200, body: other?.body });
});
