import { beforeEach, describe, expect, it } from 'vitest';
import { getOperationRoute } from '../../functions/api/get-operation.ts';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { putItemRoute } from '../../functions/api/put-item.ts';
import { unassignAllRoute } from '../../functions/api/unassign-all.ts';
import { undoOperationRoute } from '../../functions/api/undo-operation.ts';
import { SkuId } from '../../lib/licensing/ids.ts';
import type { User } from '../../lib/licensing/user.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import { operationIdOf } from '../../lib/operations/engine/operation-id.ts';
import { changeLicenses } from '../../lib/operations/licenses/change-licenses.ts';
import { maxRowBytes } from '../../lib/storage/sizes.ts';
import type { TableName, Tables, Write } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { guid, product, skuId } from '../../simulation/builders/products.ts';
import { direct, inherited, user, userId } from '../../simulation/builders/users.ts';
import type { Answered } from '../in-memory/ask.ts';
import { ask, askGraph } from '../in-memory/ask.ts';
import { Crash, crashingAt } from './crash.ts';

/** What the service refuses, measured apart from what the app measures by. */
function measured(tables: Tables): Tables {
  return new Proxy(tables, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (name !== 'submit') return typeof member === 'function' ? member.bind(target) : member;
      return (table: TableName, partition: string, writes: readonly Write[]) => {
        expect(Buffer.byteLength(JSON.stringify(writes))).toBeLessThan(4 * 1024 * 1024);
        return target.submit(table, partition, writes);
      };
    },
  });
}

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(measured);
  await world.load([product('E3'), product('POWER_BI')], [user([direct('E3')])]);
});

const vaultRows = () => world.memory.all('vault');
const put = (itemId: string, content: string) =>
  ask(world, putItemRoute, {
    params: { userId: userId(1), service: 'exchange', itemId },
    body: { name: 'mail', content },
  });
const importPart = (kind: string, value: readonly unknown[]): Promise<Answered> =>
  ask(world, importTenantRoute, { body: { kind, value } });
const item = (itemId: string, content: string) => ({
  userId: userId(1),
  service: 'exchange',
  itemId,
  name: 'mail',
  content,
});

describe('An item', () => {
  it.each([
    ['control characters', '\u0001'.repeat(100_000)],
    ['quotation marks', '"'.repeat(300_000)],
    ['halves of characters', '\uD800'.repeat(100_000)],
  ])('over 1 MiB once its %s are escaped is refused with both sizes', async (_, content) => {
    expect(await put('large', content)).toMatchObject({
      status: 413,
      body: {
        error: {
          code: 'itemTooLarge',
          message: expect.stringMatching(/takes \d{7} bytes.*1048576/),
        },
      },
    });
    expect(vaultRows()).toEqual([]);
  });

  it.each(['"', '字', '\u0001', '😀', 'a'])('of 1 MiB of %j is kept', async (character) => {
    const most = { '"': 260_000, '\u0001': 86_000, '😀': 200_000 }[character] ?? 400_000;
    expect(await put('whole', character.repeat(most))).toMatchObject({ status: 200 });
  });

  it.each(['字'.repeat(100), '😀'.repeat(50)])(
    'of an id no key can hold is refused',
    async (id) => {
      expect(await put(id, 'text')).toMatchObject({ status: 400 });
      expect((await importPart('items', [item(id, 'text')])).body).toMatchObject({
        accepted: 0,
        rejected: [{ index: 0 }],
      });
    },
  );
});

describe('An import of items', () => {
  it('takes items that are several transactions of bytes, if not of characters', async () => {
    const content = '字'.repeat(365_000);
    const part = ['a', 'b', 'c', 'd'].map((id) => item(id, content));
    for (const half of [part.slice(0, 2), part]) {
      expect(await importPart('items', half)).toMatchObject({ status: 200 });
    }
    expect(vaultRows()).toHaveLength(4);
  });

  it('takes the good item beside one that is too large, and names that', async () => {
    const part = [item('good', 'text'), item('bad', '\u0001'.repeat(100_000)), item('too', 'text')];
    expect((await importPart('items', part)).body).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, reason: expect.stringContaining('1048576') }],
    });
    expect(vaultRows()).toHaveLength(2);
  });
});

/** Ids of 40 products of the 80 a wide tenant has. */
const skus = (from: number) =>
  Array.from({ length: 40 }, (_, index) => SkuId.parse(guid(2, 100 + from + index)));
const [olds, news] = [skus(0), skus(40)];

async function loadWide(): Promise<void> {
  world = new MemoryWorld(measured);
  const products = [...olds, ...news].map((id) => ({ ...product('POWER_BI'), skuId: id }));
  const ways = olds.map((id) => ({ ...direct('POWER_BI'), skuId: id }));
  await world.load(products, [user(ways)]);
}

const held = async () =>
  ((await world.store.user(userId(1)))?.value.assignments ?? []).map(({ skuId: id }) => id);
const dumped = (one: User) => ({
  id: one.id,
  userPrincipalName: one.userPrincipalName,
  usageLocation: 'NL',
  assignedLicenses: news.map((id) => ({ skuId: id })),
});

describe('A user whose 40 products are exchanged for 40 others', () => {
  beforeEach(loadWide);

  it('is imported, with every seat counted once', async () => {
    const part = [dumped(user([]))];
    expect((await importPart('users', part)).body).toMatchObject({ accepted: 1, rejected: [] });
    expect((await held()).toSorted()).toEqual(news.toSorted());
    expect(await world.consumed(olds[0] ?? skuId('E3'))).toBe(0);
    expect(await world.consumed(news[39] ?? skuId('E3'))).toBe(1);
    expect((await importPart('users', part)).body).toMatchObject({ accepted: 0, unchanged: 1 });
  });

  it('is changed by one assignLicense, and its repeat says the same', async () => {
    const body = {
      addLicenses: news.map((id) => ({ skuId: id })),
      removeLicenses: olds,
    };
    const headers = { 'idempotency-key': 'once' };
    const change = () =>
      askGraph(world, 'POST', `/users/${userId(1)}/assignLicense`, { body, headers });
    const first = await change();
    expect(first).toMatchObject({ status: 200 });
    expect((await held()).toSorted()).toEqual(news.toSorted());
    expect((await change()).body).toEqual(first.body);
  });
});

it('keeps what it had until all it gets is there, also when it is cut off in between', async () => {
  await loadWide();
  const cut = { ...world.services, tables: crashingAt(2)(world.services.tables) };
  const add = news.map((id) => ({ skuId: id, disabledPlans: [] }));
  const call = world.call({ idempotencyKey: 'once' });
  const operationId = operationIdOf(call);
  const change = changeLicenses(sessionOf(cut, call), userId(1), { add, remove: olds });
  await expect(change).rejects.toThrow(Crash);
  expect(await held()).toHaveLength(80);
  const read = () => ask(world, getOperationRoute, { params: { operationId } });
  expect((await read()).body).toMatchObject({ status: 'running', targets: { done: 0, of: 1 } });
  await world.moveTo(addMs(world.now, 3 * 60_000));
  expect((await read()).body).toMatchObject({ status: 'done' });
  expect((await held()).toSorted()).toEqual(news.toSorted());
  const undone = await ask(world, undoOperationRoute, { params: { operationId } });
  expect(undone).toMatchObject({ status: 200, body: { results: [{ status: 'failed' }] } });
});

/** So many groups a product is inherited from, as Graph says it. */
const groups = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    skuId: skuId('E3'),
    assignedByGroup: guid(10, index),
  }));

describe('A row that would be over 1 MiB', () => {
  it('is one user of an import that is named, and the others go in', async () => {
    const wide = { ...dumped(user([], { id: userId(2), userPrincipalName: 'wide@contoso.com' })) };
    const part = [
      { ...wide, assignedLicenses: null, licenseAssignmentStates: groups(6000) },
      { ...wide, id: userId(3), userPrincipalName: 'slim@contoso.com', assignedLicenses: [] },
    ];
    expect((await importPart('users', part)).body).toMatchObject({
      accepted: 1,
      rejected: [{ index: 0, reason: expect.stringContaining(String(maxRowBytes)) }],
    });
  });

  it('is cut into parts where many users of many groups are unassigned at once', async () => {
    const many = Array.from({ length: 20 }, (_, index) => {
      const ways = Array.from({ length: 200 }, (__, way) => inherited('E3', way + 1));
      return user([direct('E3'), ...ways], {
        id: userId(index + 10),
        userPrincipalName: `wide${index}@contoso.com`,
      });
    });
    await world.load([], many);
    const body = { userIds: many.map(({ id }) => id) };
    const answered = await ask(world, unassignAllRoute, { body });
    expect(answered).toMatchObject({ status: 200 });
    expect(JSON.stringify(answered.body).match(/"stillInherited"/g)).toHaveLength(20);
  });
});
