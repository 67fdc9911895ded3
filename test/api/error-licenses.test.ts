import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deleteUserRoute } from '../../functions/api/delete-user.ts';
import { getUserRoute } from '../../functions/api/get-user.ts';
import { listProductUsersRoute } from '../../functions/api/list-product-users.ts';
import { restoreUserRoute } from '../../functions/api/restore-user.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import { undoOperationRoute } from '../../functions/api/undo-operation.ts';
import type { Assignment } from '../../lib/licensing/user.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { planId, product, skuId } from '../../simulation/builders/products.ts';
import { direct, groupId, inherited, user, userId } from '../../simulation/builders/users.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const noSeat = { state: 'Error', error: 'CountViolation' } as const;
const groupInError = { ...inherited('E3', 7), ...noSeat };

let world: MemoryWorld;

async function given(assignments: readonly Assignment[]): Promise<void> {
  await world.load([product('E3'), product('EXCHANGE_P1')], [user(assignments)]);
}

const params = { userId: userId(1) };
const take = () => ask(world, unassignUserRoute, { params, body: { skuIds: [skuId('E3')] } });
const read = () => ask(world, getUserRoute, { params });

beforeEach(() => {
  world = new MemoryWorld();
});

describe('A direct license in order and a group that gives it in error', () => {
  beforeEach(() => given([direct('E3'), groupInError]));

  it('taking the direct one frees its seat and holds the data; the group is named in error', async () => {
    const answer = await take();
    expect(answer.body).toMatchObject({
      results: [
        {
          licenses: [
            {
              outcome: 'unassigned',
              state: 'Active',
              groups: [{ id: groupId(7), displayName: groupId(7), ...noSeat }],
            },
          ],
          officeApps: 'unlicensedProduct',
        },
      ],
      freedSeats: [{ skuId: skuId('E3'), count: 1 }],
    });
    expect(await world.consumed(skuId('E3'))).toBe(0);
  });

  it('what is left holds no seat and says so wherever it is listed', async () => {
    await take();
    const left = { skuId: skuId('E3'), isDirect: false, ...noSeat };
    expect((await read()).body).toMatchObject({
      licenses: [{ ...left, groups: [{ id: groupId(7), ...noSeat }] }],
    });
    const ofProduct = { params: { skuId: skuId('E3') } };
    expect((await ask(world, listProductUsersRoute, ofProduct)).body).toMatchObject({
      value: [{ licenses: [left] }],
    });
    const slim = { ...ofProduct, query: { view: 'list' } };
    expect((await ask(world, listProductUsersRoute, slim)).body).toMatchObject({
      value: [{ license: { isDirect: false, ...noSeat, groups: [noSeat] } }],
    });
    const graph = `/users/${userId(1)}?$select=assignedLicenses,licenseAssignmentStates`;
    expect((await askGraph(world, 'GET', graph)).body).toMatchObject({
      assignedLicenses: [],
      licenseAssignmentStates: [{ assignedByGroup: groupId(7), ...noSeat }],
    });
  });
});

it('a plan that only a group in error turns on is off', async () => {
  const off = planId('TEAMS1');
  await given([direct('E3', { disabledPlans: [off] }), groupInError]);
  expect((await read()).body).toMatchObject({ licenses: [{ disabledPlans: [off] }] });
});

describe('A license in error alone', () => {
  it('through a group stays, and the group is named in error', async () => {
    await given([groupInError]);
    expect((await take()).body).toMatchObject({
      results: [
        {
          status: 'unchanged',
          licenses: [{ outcome: 'inheritedFromGroup', ...noSeat, groups: [noSeat] }],
        },
      ],
      freedSeats: [],
    });
  });

  it('held directly goes without freeing a seat, and comes back in error without taking one', async () => {
    await given([direct('E3', noSeat)]);
    const taken = await take();
    expect(taken.body).toMatchObject({
      results: [{ status: 'changed', licenses: [{ outcome: 'unassigned', ...noSeat }] }],
      freedSeats: [],
    });
    const { operationId } = z.object({ operationId: z.string() }).parse(taken.body);
    await ask(world, undoOperationRoute, { params: { operationId } });
    expect((await read()).body).toMatchObject({ licenses: [{ isDirect: true, ...noSeat }] });
    expect(await world.consumed(skuId('E3'))).toBe(0);
  });

  it('ends with its user and comes back with the user, in error both times', async () => {
    await given([groupInError, direct('EXCHANGE_P1')]);
    expect((await ask(world, deleteUserRoute, { params })).body).toMatchObject({
      results: [{ licenses: [noSeat, { state: 'Active', error: null }] }],
      freedSeats: [{ skuId: skuId('EXCHANGE_P1'), count: 1 }],
    });
    expect((await ask(world, restoreUserRoute, { params })).body).toMatchObject({
      results: [{ licenses: [noSeat, { state: 'Active', error: null }] }],
    });
    expect(await world.consumed(skuId('E3'))).toBe(0);
  });
});
