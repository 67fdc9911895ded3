import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { getOperationRoute } from '../../functions/api/get-operation.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { undoOperationRoute } from '../../functions/api/undo-operation.ts';
import type { OperationId } from '../../lib/licensing/ids.ts';
import { addMs } from '../../lib/licensing/time.ts';
import type { Call } from '../../lib/operations/engine/call.ts';
import type { Services } from '../../lib/operations/engine/services.ts';
import { importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import { operationIdOf } from '../../lib/operations/engine/operation-id.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';
import { Crash, crashingAt } from './crash.ts';

const people = Array.from({ length: 100 }, (_, index) =>
  user([direct('E3')], { id: userId(index + 1), userPrincipalName: `u${index}@contoso.com` }),
);
const request = {
  path: 'activeUsers',
  userIds: people.map(({ id }) => id),
  skuIds: 'allDirect',
} as const;

let world: MemoryWorld;
let operationId: OperationId;

/** The process dies with 40 of 100 users done. */
beforeEach(async () => {
  world = new MemoryWorld(crashingAt(3));
  await world.load([product('E3', 100)], people);
  const session = world.session({ idempotencyKey: 'bulk' });
  operationId = operationIdOf(session);
  await expect(unassignLicenses(session, request)).rejects.toThrow(Crash);
});

const undo = () => ask(world, undoOperationRoute, { params: { operationId } });

it('shows an operation as running, with how many of its targets are done, until all are', async () => {
  const running = { operationId, status: 'running', targets: { done: 40, of: 100 } };
  const read = () => ask(world, getOperationRoute, { params: { operationId } });
  expect((await read()).body).toMatchObject(running);
  expect((await ask(world, listOperationsRoute)).body).toMatchObject({ value: [running] });
  await world.moveTo(addMs(world.now, 3 * 60_000));
  expect((await read()).body).toMatchObject({ status: 'done', targets: { done: 100, of: 100 } });
});

it('refuses to undo an operation before its end, and then gives all of it back', async () => {
  const refused = await undo();
  expect(refused).toMatchObject({
    status: 409,
    body: {
      error: { code: 'operationRunning', message: expect.stringContaining('40 of 100 done') },
    },
  });
  expect(await world.consumed(skuId('E3'))).toBe(60);
  await world.moveTo(addMs(world.now, 3 * 60_000));
  expect(await undo()).toMatchObject({ status: 200, body: { path: 'undo' } });
  expect(await world.consumed(skuId('E3'))).toBe(100);
});

it('finishes nothing that was undone, by no sweep and no repeat', async () => {
  const session = world.session({ idempotencyKey: 'bulk' });
  await unassignLicenses(session, request);
  await undo();
  await world.moveTo(addMs(world.now, 3 * 60_000));
  expect((await unassignLicenses(session, request)).results).toHaveLength(100);
  await world.moveTo(day(2));
  expect(await world.consumed(skuId('E3'))).toBe(100);
});

it('keeps what an undo gives back until the undo is done, and answers its repeat with the same bytes', async () => {
  await unassignLicenses(world.session({ idempotencyKey: 'bulk' }), request);
  await world.handleMessages();
  await world.moveTo(day(364));
  const session = world.session({ idempotencyKey: 'undo' });
  // The first of five transactions is there, the others are not.
  const whole = world.services;
  const cut = sessionOf({ ...whole, tables: crashingAt(2)(whole.tables) }, session);
  await expect(undoOperation(cut, operationId)).rejects.toThrow(Crash);
  await world.moveTo(day(366));
  const repeated = await undoOperation(session, operationId);
  expect(repeated.results).toHaveLength(100);
  expect(await world.consumed(skuId('E3'))).toBe(100);
  await world.moveTo(day(367));
  expect(await world.store.operation(operationId)).toBeNull();
  expect(JSON.stringify(await undoOperation(session, operationId))).toBe(JSON.stringify(repeated));
});

describe('The notices of an import that is cut off', () => {
  const entries = people.map(({ id, userPrincipalName }) => ({
    id,
    userPrincipalName,
    assignedLicenses: [],
    licenseAssignmentStates: [],
  }));
  let call: Call;
  const importUsers = (services: Services) =>
    importTenant(sessionOf(services, call), { kind: 'users', value: entries });
  const record = async () => world.store.operation(operationIdOf(call));

  beforeEach(async () => {
    world = new MemoryWorld(undefined, true);
    await world.load([product('E3', 100)], people);
    call = world.call({ idempotencyKey: 'import' });
    const cut = { ...world.services, tables: crashingAt(3)(world.services.tables) };
    await expect(importUsers(cut)).rejects.toThrow(Crash);
    await world.moveTo(addMs(world.now, 3 * 60_000));
  });

  it('wait until it was sent again and is done', async () => {
    expect(world.notices).toEqual([]);
    expect((await record())?.operation.message).toBe('pending');
    expect(await importUsers(world.services)).toMatchObject({ accepted: 100 });
    await world.handleMessages();
    expect(new Set(world.notices.map(({ userId: of }) => of)).size).toBe(100);
    expect((await record())?.operation.message).toBe('handled');
  });

  it('say after a day what there is, and the operation stays one that is not done', async () => {
    await world.moveTo(day(1.1));
    expect(new Set(world.notices.map(({ userId: of }) => of)).size).toBe(40);
    const cutOff = { status: 'running', targets: { done: 40, of: 100 }, message: 'handled' };
    const params = { operationId: operationIdOf(call) };
    expect((await ask(world, getOperationRoute, { params })).body).toMatchObject(cutOff);
  });
});

it('is undone once by two undos at once', async () => {
  await world.moveTo(addMs(world.now, 3 * 60_000));
  const answers = await Promise.all([undo(), undo()]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  expect(await world.consumed(skuId('E3'))).toBe(100);
});

it('has nothing to give back for an undo of its undo', async () => {
  await world.moveTo(addMs(world.now, 3 * 60_000));
  const params = z.object({ operationId: z.string() }).parse((await undo()).body);
  expect(await ask(world, undoOperationRoute, { params })).toMatchObject({ status: 409 });
  expect(await world.consumed(skuId('E3'))).toBe(100);
});
