import { describe, expect, it } from 'vitest';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { setSeats } from '../../lib/operations/licenses/set-seats.ts';
import { foldAbove } from '../../lib/storage/fold-seats.ts';
import { seatDeltaWrite } from '../../lib/storage/rows/seat-row.ts';
import type { Page, Tables } from '../../lib/storage/tables.ts';
import { OperationId } from '../../lib/licensing/ids.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { start, user, userId } from '../../simulation/builders/users.ts';

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

function delta(part: number, count: number) {
  const operationId = OperationId.parse(String(part).padStart(32, '0'));
  return seatDeltaWrite(skuId('E3'), count, { operationId, part: 0, at: start });
}

/** So many changes that no page holds them, and that come to nothing. */
async function changeOften(world: MemoryWorld): Promise<void> {
  for (let round = 0; round < 24; round += 1) {
    await world.store.submit(
      Array.from({ length: 90 }, (_, index) => delta(1000 + round * 90 + index, 0)),
    );
  }
}

describe('Seats whose rows do not come in one page', () => {
  it('are given out to the last one, and not one more', async () => {
    const world = await worldWith(1, oneRowAtATime);
    await assignLicenses(world.session(), userId(1), licenses);
    expect(await world.consumed(skuId('E3'))).toBe(100);
    const tooFew = setSeats(world.session(), skuId('E3'), 99);
    await expect(tooFew).rejects.toMatchObject({ code: 'conflict' });
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
