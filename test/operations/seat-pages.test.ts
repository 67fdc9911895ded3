import { describe, expect, it } from 'vitest';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { changeLicenses } from '../../lib/operations/licenses/change-licenses.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { setSeats } from '../../lib/operations/licenses/set-seats.ts';
import { foldAbove } from '../../lib/storage/fold-seats.ts';
import { seatDeltaWrite } from '../../lib/storage/rows/seat-row.ts';
import type { Page, Tables } from '../../lib/storage/tables.ts';
import { OperationId } from '../../lib/licensing/ids.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, start, user, userId } from '../../simulation/builders/users.ts';

const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];

/** Tables that end every page of seats after one row. */
function oneRowAtATime(tables: Tables): Tables {
  const page: Tables['page'] = (table, partition, range, options): Promise<Page> =>
    tables.page(
      table,
      partition,
      range,
      range.from.startsWith('S~') ? { ...options, top: 1 } : options,
    );
  return new Proxy(tables, {
    get(target, name) {
      if (name === 'page') return page;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** 100 seats, all of them taken, and so many freed since. */
async function worldWith(freed: number, decorate?: (tables: Tables) => Tables) {
  const world = new MemoryWorld(decorate);
  await world.load([product('E3', 100)], [user([], { id: userId(1) })]);
  await world.store.submit([delta(99, 100)]);
  for (let part = 0; part < freed; part += 1) await world.store.submit([delta(part, -1)]);
  return world;
}

function delta(part: number, count: number, of: 'E3' | 'POWER_BI' = 'E3') {
  const operationId = OperationId.parse(String(part).padStart(32, '0'));
  return seatDeltaWrite(skuId(of), count, { operationId, part: 0, at: start });
}

/** So many changes that no page holds them, and that come to nothing. */
async function changeOften(world: MemoryWorld): Promise<void> {
  for (let round = 0; round < 24; round += 1) {
    await world.store.submit(
      Array.from({ length: 90 }, (_, index) => delta(1000 + round * 90 + index, 0)),
    );
  }
}

describe('Seats of two products, each freed 2,100 times while nobody read them', () => {
  const names = ['E3', 'POWER_BI'] as const;
  const both = names.map((name) => ({ skuId: skuId(name), disabledPlans: [] }));

  async function worldOfBoth() {
    const world = new MemoryWorld();
    const person = user(names.map((name) => direct(name)));
    await world.load(
      names.map((name) => product(name, 1)),
      [person],
    );
    for (let part = 0; part < 2100; part += 42) {
      const deltas = Array.from({ length: 42 }, (_, index) =>
        names.map((name) => delta(part + index, index % 2 === 0 ? 1 : -1, name)),
      );
      await world.store.submit(deltas.flat());
    }
    const request = { path: 'activeUsers', userIds: [person.id], skuIds: 'allDirect' } as const;
    const { operationId } = await unassignLicenses(world.session(), request);
    if (operationId === null) throw new Error('an operation has an id');
    return { world, person, operationId };
  }

  it.each<[string, (of: Awaited<ReturnType<typeof worldOfBoth>>) => Promise<unknown>]>([
    ['an assignment', ({ world, person }) => assignLicenses(world.session(), person.id, both)],
    [
      'a change',
      ({ world, person }) => changeLicenses(world.session(), person.id, { add: both, remove: [] }),
    ],
    ['an undo', ({ world, operationId }) => undoOperation(world.session(), operationId)],
    [
      'an import',
      ({ world, person: { id, userPrincipalName } }) =>
        importTenant(world.session(), {
          kind: 'users',
          value: [{ id, userPrincipalName, assignedLicenses: both }],
        }),
    ],
    [
      'a delete and a restore',
      async ({ world, person }) => {
        await assignLicenses(world.session(), person.id, both);
        const request = { path: 'deleteUser', userIds: [person.id] } as const;
        await deleteUsers(world.session(), request);
        await restoreUser(world.session(), person.id);
      },
    ],
  ])('are given out by %s, each once', async (_, take) => {
    const of = await worldOfBoth();
    await take(of);
    for (const name of names) expect(await of.world.consumed(skuId(name))).toBe(1);
  });
});

describe('Seats whose rows do not come in one page', () => {
  it('are given out to the last one, and not one more', async () => {
    const world = await worldWith(1, oneRowAtATime);
    await assignLicenses(world.session(), userId(1), licenses);
    expect(await world.consumed(skuId('E3'))).toBe(100);
    const tooFew = setSeats(world.session(), skuId('E3'), 99);
    await expect(tooFew).rejects.toMatchObject({ code: 'seatsAssigned' });
  });

  it('are given out while more of them are freed than one reader folds', async () => {
    const world = await worldWith(60);
    await changeOften(world);
    await assignLicenses(world.session(), userId(1), licenses);
    expect(await world.consumed(skuId('E3'))).toBe(41);
  });

  it('are folded by the sweep where nobody reads them', async () => {
    const world = await worldWith(60);
    await changeOften(world);
    await world.services.marks.mark(world.store.tenantId, [start]);
    await world.sweep();
    const left = (await world.store.products()).get(skuId('E3'))?.deltaKeys.length;
    expect(left).toBeLessThanOrEqual(foldAbove);
    expect(await world.consumed(skuId('E3'))).toBe(40);
  });
});

it('Changes of seats whose product is not there count for no other product', async () => {
  const world = await worldWith(0);
  await world.store.submit([delta(1, -7, 'POWER_BI')]);
  expect(await world.consumed(skuId('E3'))).toBe(100);
});
