import { describe, expect, it } from 'vitest';
import { setSignIn } from '../../lib/operations/users/block-user.ts';
import { operationChange } from '../../lib/storage/rows/operation-row.ts';
import type { Row } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';

/** A tenant that did something on each of so many days, or so often on one, and nothing since. */
async function quiet(operations: number, isSpread: boolean): Promise<MemoryWorld> {
  const world = new MemoryWorld();
  await world.load([product('E3')], [user([direct('E3')])], { auditRetentionDays: 30 });
  for (let number = 0; number < operations; number += 1) {
    if (isSpread) await world.moveTo(day(number));
    await setSignIn(world.session(), userId(1), number % 2 === 1);
  }
  await world.handleMessages();
  return world;
}

function records(world: MemoryWorld): readonly Row[] {
  const rows = world.memory.all('licensing').filter(({ key }) => /^O~\w+$/.test(key));
  return rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Lives through days as the timer does: something is only found where a mark leads to. */
async function live(world: MemoryWorld, from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 1) await world.moveTo(day(at));
}

describe('Operations that were kept their time', () => {
  it('are removed in a tenant where nothing happens any more, none before its time', async () => {
    const world = await quiet(31, true);
    for (let at = 31; at < 64; at += 1) {
      await world.moveTo(day(at));
      // Removed by the whole hour: the operation of this hour stays until the next.
      expect([at, records(world).length]).toEqual([at, Math.min(31, Math.max(0, 61 - at))]);
    }
    await live(world, 64, 70);
    expect(world.memory.all('wakeups')).toEqual([]);
  });

  it('are removed over two years, with the names in them', async () => {
    const world = new MemoryWorld();
    await world.load([product('E3')], [user([direct('E3')])], { auditRetentionDays: 365 });
    for (let number = 0; number < 31; number += 1) {
      await world.moveTo(day(number * 13));
      await setSignIn(world.session(), userId(1), number % 2 === 1);
    }
    await live(world, 391, 800);
    expect(world.memory.all('licensing').filter(({ key }) => /^[EO]~/.test(key))).toEqual([]);
    expect(world.memory.all('wakeups')).toEqual([]);
  });

  it('are removed although a line of the audit has a key that names nothing', async () => {
    const world = await quiet(1, false);
    await world.store.submit([{ kind: 'put', key: 'E~0', properties: {} }]);
    await live(world, 1, 70);
    expect(records(world)).toEqual([]);
  });

  it('are removed although 200 lie before them that nobody handled', async () => {
    const world = await quiet(230, false);
    // All of one time, so they stand in the audit in the order of their ids.
    for (const row of records(world).slice(0, 200)) {
      await world.store.submit([operationChange(row, { message: 'poisoned' })]);
    }
    await live(world, 31, 33);
    expect(records(world)).toHaveLength(200);
    expect(world.memory.all('wakeups')).not.toEqual([]);
  });
});
