import { beforeEach, describe, expect, it } from 'vitest';
import { getOperationRoute } from '../../functions/api/get-operation.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { undoOperationRoute } from '../../functions/api/undo-operation.ts';
import { importGroups } from '../../lib/operations/tenant/import-groups.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, groupId, inherited, user, userId } from '../../simulation/builders/users.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const [only, both, none] = [userId(1), userId(2), userId(3)];
const [sales, other, dynamic, synced] = [groupId(1), groupId(2), groupId(3), groupId(4)];
let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3'), product('POWER_BI')],
    [
      user([inherited('E3'), inherited('POWER_BI', 2)]),
      user([direct('E3'), inherited('E3'), inherited('POWER_BI', 3), inherited('POWER_BI', 4)], {
        id: both,
        userPrincipalName: 'b@contoso.com',
      }),
      user([direct('E3')], { id: none, userPrincipalName: 'c@contoso.com' }),
    ],
  );
  await importGroups(world.session(), [
    { id: sales, displayName: 'Sales', groupTypes: [] },
    { id: dynamic, displayName: 'By rule', groupTypes: ['DynamicMembership'] },
    { id: synced, displayName: 'Synced', onPremisesSyncEnabled: true },
  ]);
});

function leave(group: string, member: string, headers: Readonly<Record<string, string>> = {}) {
  return askGraph(world, 'DELETE', `/groups/${group}/members/${member}/$ref`, { headers });
}

async function statesOf(id: string): Promise<unknown> {
  const path = `/users/${id}?$select=licenseAssignmentStates`;
  const { body } = await askGraph(world, 'GET', path);
  const { licenseAssignmentStates: states } = Object(body);
  return states.map((way: object) =>
    Object.entries(way).find(([name]) => name === 'assignedByGroup'),
  );
}

describe('DELETE /groups/{id}/members/{user}/$ref', () => {
  it('takes what is inherited from that group and nothing else', async () => {
    expect(await leave(sales, only)).toMatchObject({ status: 204, body: undefined });
    expect(await statesOf(only)).toEqual([['assignedByGroup', other]]);
    const members = await askGraph(world, 'GET', `/groups/${sales}/members?$select=id`);
    expect(Object(members.body).value).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: both },
    ]);
  });

  it('holds the data, frees the seat and is recorded, as every removal', async () => {
    const consumed = async () => {
      const { body } = await askGraph(world, 'GET', '/subscribedSkus?$select=skuId,consumedUnits');
      return Object(body).value;
    };
    const before = await consumed();
    await leave(sales, only);
    expect(before).toContainEqual({ skuId: skuId('E3'), consumedUnits: 3 });
    expect(await consumed()).toContainEqual({ skuId: skuId('E3'), consumedUnits: 2 });
    const { body } = await ask(world, listOperationsRoute);
    const { operationId } = Object(body).value.find(
      ({ path }: { readonly path: string }) => path === 'graph',
    );
    const params = { operationId: String(operationId) };
    expect((await ask(world, getOperationRoute, { params })).body).toMatchObject({
      request: { path: 'graph', action: 'leaveGroup', userId: only, groupId: sales },
      results: [
        {
          status: 'changed',
          licenses: [{ skuId: skuId('E3'), outcome: 'unassigned' }],
          data: expect.arrayContaining([
            expect.objectContaining({ service: 'exchange', state: 'held' }),
          ]),
        },
      ],
    });
    expect(await ask(world, undoOperationRoute, { params })).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('assigned directly') } },
    });
  });

  it('leaves what is assigned directly too: a group is exchanged for direct licenses so', async () => {
    await leave(sales, both);
    expect(await statesOf(both)).toEqual([
      ['assignedByGroup', null],
      ['assignedByGroup', dynamic],
      ['assignedByGroup', synced],
    ]);
  });

  it('says the same at a repeat under its key, and refuses once nothing is inherited', async () => {
    const headers = { 'idempotency-key': 'once' };
    expect((await leave(sales, only, headers)).status).toBe(204);
    expect((await leave(sales, only, headers)).status).toBe(204);
    expect((await leave(sales, only)).status).toBe(400);
  });

  it.each([
    [sales, none, 400, 'inherits no license from group'],
    [dynamic, both, 400, 'has dynamic membership'],
    [synced, both, 400, 'comes from on-premises'],
    [sales, userId(99), 404, 'does not exist'],
    ['sales', both, 404, 'does not exist'],
  ])('of %s, %s is %i: %s', async (group, member, status, message) => {
    const before = await statesOf(both);
    expect(await leave(group, member)).toMatchObject({
      status,
      body: { error: { message: expect.stringContaining(message) } },
    });
    expect(await statesOf(both)).toEqual(before);
  });

  it('without $ref deletes nobody', async () => {
    const answer = await askGraph(world, 'DELETE', `/groups/${sales}/members/${only}`);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('Unseat answers $ref.') } },
    });
    expect((await askGraph(world, 'GET', `/users/${only}`)).status).toBe(200);
  });
});
