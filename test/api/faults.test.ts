import { beforeEach, expect, it } from 'vitest';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import { StorageOutage, StorageRefusal } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import type { Answered } from '../in-memory/ask.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

let failure: Error | null;
let world: MemoryWorld;
beforeEach(async () => {
  failure = null;
  world = new MemoryWorld((tables) =>
    Object.assign(Object.create(tables), {
      get: (...key: Parameters<typeof tables.get>) =>
        failure === null ? tables.get(...key) : Promise.reject(failure),
    }),
  );
  await world.load([product('E3')], [user([direct('E3')])]);
  await ask(world, listOperationsRoute);
});

function unassign(): Promise<Answered> {
  const params = { userId: userId(1) };
  return ask(world, unassignUserRoute, { params, body: { skuIds: [skuId('E3')] } });
}

it('a fault of ours is 500 with the request id, is not to be sent again, and is in the log', async () => {
  failure = new TypeError('content of somebody');
  const answer = await unassign();
  const requestId = answer.headers.get('request-id') ?? '';
  expect(answer).toMatchObject({
    status: 500,
    body: { error: { code: 'internalError', message: expect.stringContaining(requestId) } },
  });
  expect(answer.headers.get('retry-after')).toBeNull();
  const logged = world.log.filter((line) => line.includes(requestId)).join(' ');
  expect(logged).toContain('TypeError');
  expect(logged).toContain('faults.test.ts');
  expect(JSON.stringify(answer.body) + logged).not.toContain('content of somebody');
});

it('Graph tells the same fault in its own words', async () => {
  failure = new TypeError('content of somebody');
  const answer = await askGraph(world, 'GET', `/users/${userId(1)}`);
  const requestId = answer.headers.get('request-id') ?? '';
  expect(answer).toMatchObject({
    status: 500,
    body: { error: { code: 'InternalServerError', message: expect.stringContaining(requestId) } },
  });
  expect(world.log.join(' ')).toContain(requestId);
});

it('a missing table is an outage that the log names, and no user is told to be missing', async () => {
  world.memory.lose('licensing');
  for (const answer of [await unassign(), await askGraph(world, 'GET', `/users/${userId(1)}`)]) {
    expect(answer.status).toBe(503);
    expect(world.log.pop()).toContain("StorageOutage: The table 'licensing' is missing.");
  }
});

it.each([
  ['the storage is out', new StorageOutage('no answer')],
  ['a condition never settles', new StorageRefusal('changed', 0)],
])('when %s, the same request may succeed later', async (_, thrown) => {
  failure = thrown;
  const answer = await unassign();
  expect(answer).toMatchObject({ status: 503, body: { error: { code: 'serviceUnavailable' } } });
  expect(answer.headers.get('retry-after')).toBe('5');
});
