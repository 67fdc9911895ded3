import { describe, expect, it } from 'vitest';
import { addMs } from '../../lib/licensing/time.ts';
import { OperationId } from '../../lib/licensing/ids.ts';
import { handleOperation } from '../../lib/operations/after-commit/handle-operation.ts';
import { readOperation } from '../../lib/operations/audit/read-operations.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, productNames, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';
import { Crash, crashingAt } from './crash.ts';

const people = Array.from({ length: 100 }, (_, index) =>
  user(
    productNames.map((name) => direct(name)),
    { id: userId(index + 1), userPrincipalName: `u${index}@contoso.com` },
  ),
);
const request = {
  path: 'activeUsers',
  userIds: people.map(({ id }) => id),
  skuIds: 'allDirect',
} as const;

async function load(world: MemoryWorld): Promise<void> {
  await world.load(
    productNames.map((name) => product(name, 200)),
    people,
  );
}

describe('Unassigning everything from 100 users', () => {
  it('is cut into as many transactions as needed and answered in the order of the request', async () => {
    const world = new MemoryWorld();
    await load(world);
    const answer = await unassignLicenses(world.session(), request);
    expect(answer.results.map((result) => result.userId)).toEqual(request.userIds);
    expect(answer.results.every(({ status }) => status === 'changed')).toBe(true);
    expect(answer.freedSeats.map(({ count }) => count)).toEqual([100, 100, 100, 100]);
    for (const name of productNames) expect(await world.consumed(skuId(name))).toBe(0);
  });

  it.each([1, 2, 3, 5, 6])(
    'cut off before transaction %i, is finished by its wake-up or by a repeat',
    async (cut) => {
      const world = new MemoryWorld(crashingAt(cut));
      await load(world);
      const session = world.session({ idempotencyKey: 'bulk' });
      await expect(unassignLicenses(session, request)).rejects.toThrow(Crash);
      const records = world.memory.all('licensing').filter(({ key }) => key.startsWith('O~'));
      expect(records).toHaveLength(cut - 1);
      await world.moveTo(addMs(world.now, 3 * 60_000));
      if (cut > 1)
        for (const name of productNames) expect(await world.consumed(skuId(name))).toBe(0);
      const again = await unassignLicenses(session, request);
      expect(again.results).toHaveLength(100);
      expect(again.freedSeats.map(({ count }) => count)).toEqual([100, 100, 100, 100]);
      for (const name of productNames) expect(await world.consumed(skuId(name))).toBe(0);
    },
  );

  it.each(['its wake-up', 'a repeat'])(
    'finished by %s, has one time: in its parts, its results, what is held and the seats',
    async (finisher) => {
      const world = new MemoryWorld(crashingAt(3));
      await load(world);
      const session = world.session({ idempotencyKey: 'bulk' });
      await expect(unassignLicenses(session, request)).rejects.toThrow(Crash);
      const later = addMs(start, 2 * 3_600_000);
      if (finisher === 'its wake-up') await world.moveTo(later);
      world.now = later;
      const again = await unassignLicenses({ ...session, now: later }, request);
      expect(again.at).toBe(start);
      const found = await world.store.operation(OperationId.parse(again.operationId));
      expect(new Set(found?.parts.map(({ at }) => at))).toEqual(new Set([start]));
      const exchange = again.results.map(
        ({ data }) => data.find(({ service }) => service === 'exchange')?.until,
      );
      expect(new Set(exchange)).toEqual(new Set([day(30)]));
      const last = (await world.store.user(userId(100)))?.value;
      expect(last?.data.exchange).toMatchObject({ since: start, until: day(30) });
    },
  );

  it('finished a month late, leaves its users more than three weeks of the 30 days', async () => {
    const world = new MemoryWorld(crashingAt(3));
    await load(world);
    await expect(unassignLicenses(world.session(), request)).rejects.toThrow(Crash);
    await world.moveTo(day(31));
    const last = (await world.store.user(userId(100)))?.value;
    expect(last?.data.exchange).toMatchObject({ state: 'held', until: day(31 - 7 + 30) });
  });

  it('handled while its request still runs, is done once', async () => {
    const world = new MemoryWorld();
    await load(world);
    const session = world.session({ idempotencyKey: 'bulk' });
    const running = unassignLicenses(session, request);
    const alsoRunning = unassignLicenses(session, request);
    const [first, second] = await Promise.all([running, alsoRunning]);
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    const operationId = OperationId.parse(first.operationId);
    await handleOperation(world.services, { v: 1, tenantId, operationId }, world.now);
    const record = await readOperation(session, operationId);
    expect(record.message).toBe('handled');
    expect(record.results).toHaveLength(100);
    for (const name of productNames) expect(await world.consumed(skuId(name))).toBe(0);
  });
});
