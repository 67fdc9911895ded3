import { describe, expect, it } from 'vitest';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { SeatTurns } from '../../lib/operations/engine/seat-turns.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { StorageRefusal } from '../../lib/storage/tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';

const people = 64;
const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];

/** Lets others go on before each answer, as a network does, and counts what was refused. */
class SlowTables {
  refused = 0;

  readonly decorate = (tables: Tables): Tables => ({
    get: (...of) => turn().then(() => tables.get(...of)),
    page: (...of) => turn().then(() => tables.page(...of)),
    pageBelow: (...of) => turn().then(() => tables.pageBelow(...of)),
    submit: async (...of) => {
      await turn();
      try {
        await tables.submit(...of);
      } catch (error) {
        if (error instanceof StorageRefusal) this.refused += 1;
        throw error;
      }
    },
    remove: (...of) => turn().then(() => tables.remove(...of)),
    lastSeenClock: () => tables.lastSeenClock(),
  });
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function worldOf(seats: number): Promise<{ world: MemoryWorld; slow: SlowTables }> {
  const slow = new SlowTables();
  const world = new MemoryWorld(slow.decorate);
  const everyone = Array.from({ length: people }, (_, index) =>
    user([direct('POWER_BI')], {
      id: userId(index + 1),
      userPrincipalName: `person${index + 1}@contoso.com`,
    }),
  );
  await world.load([product('E3', seats), product('POWER_BI', people)], everyone);
  return { world, slow };
}

function assignAll(
  world: MemoryWorld,
  processes: number,
): Promise<PromiseSettledResult<unknown>[]> {
  const services = Array.from({ length: processes }, () => ({
    ...world.services,
    seatTurns: new SeatTurns(),
  }));
  return Promise.allSettled(
    Array.from({ length: people }, (_, index) => {
      const of = services[index % processes] ?? world.services;
      return assignLicenses(sessionOf(of, world.call()), userId(index + 1), licenses);
    }),
  );
}

describe('Many who take a seat of one product at once', () => {
  it('take it one after the other within a process: none is refused', async () => {
    const { world, slow } = await worldOf(people);
    const outcomes = await assignAll(world, 1);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(slow.refused).toBe(0);
    expect(await world.consumed(skuId('E3'))).toBe(people);
  });

  it('all come through from four processes', async () => {
    const { world } = await worldOf(people);
    const outcomes = await assignAll(world, 4);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await world.consumed(skuId('E3'))).toBe(people);
  });

  it('take no more seats than there are', async () => {
    const { world } = await worldOf(40);
    const outcomes = await assignAll(world, 4);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
    expect(await world.consumed(skuId('E3'))).toBe(40);
  });

  it('wait for nobody whose products are others', async () => {
    const turns = new SeatTurns();
    await turns.take(tenantId, [skuId('E3')]);
    const end = await turns.take(tenantId, [skuId('POWER_BI')]);
    end();
    // Nor does one that ended stand in the way of the next.
    expect(await turns.take(tenantId, [skuId('POWER_BI')])).toBeTypeOf('function');
  });
});
