import { beforeEach, describe, expect, it } from 'vitest';
import { addMs } from '../../lib/licensing/time.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { purgeUser } from '../../lib/operations/purge/purge-user.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { setSignIn } from '../../lib/operations/users/block-user.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const minute = 60_000;
const days = 24 * 60 * minute;
const id = userId(1);

let world: MemoryWorld;
/** How long each look at a user or into the vault takes. */
let slowMs = 0;

function slow(tables: Tables): Tables {
  return new Proxy(tables, {
    get(target, name: keyof Tables) {
      const method = target[name].bind(target);
      return (...call: unknown[]): unknown => {
        if (name === 'get' || call[0] === 'vault') world.now = addMs(world.now, slowMs);
        return Reflect.apply(method, target, call);
      };
    },
  });
}

beforeEach(async () => {
  slowMs = 0;
  world = new MemoryWorld(slow);
  const users = Array.from({ length: 30 }, (_, index) =>
    user([direct('E3')], { id: userId(index + 1), userPrincipalName: `u${index}@contoso.com` }),
  );
  await world.load([product('E3', 30)], users, { auditRetentionDays: 30 });
});

function unassign(changes: Parameters<MemoryWorld['call']>[0] = {}, count = 1) {
  const userIds = Array.from({ length: count }, (_, index) => userId(index + 1));
  const request = { path: 'activeUsers', userIds, skuIds: 'allDirect' } as const;
  return unassignLicenses(world.session(changes), request);
}

async function exchange(of = id) {
  return (await world.store.user(of))?.value.data.exchange;
}

describe('Work that takes longer than clocks may differ', () => {
  it('is no sign of two clocks that differ: the purge goes on to its end', async () => {
    await unassign();
    world.now = day(31);
    slowMs = 6 * minute;
    await purgeUser(world.services, tenantId, id);
    expect((await exchange())?.state).toBe('purged');
  });

  it('is finished as of when it came in', async () => {
    slowMs = 11_000;
    const { results } = await unassign({}, 30);
    expect(results.map(({ status }) => status)).toEqual(Array(30).fill('changed'));
    expect((await exchange(userId(30)))?.until).toBe(day(30));
  });
});

describe('A machine whose clock is wrong', () => {
  it.each([
    ['31 days behind', -31 * days],
    ['a year ahead', 365 * days],
  ])('%s begins no time that ends with a purge', async (_, aheadMs) => {
    await unassign();
    world.now = addMs(world.now, minute);
    const before = world.memory.all('licensing');
    world.aheadMs = aheadMs;
    const deletion = { path: 'deleteUser', userIds: [userId(2)] } as const;
    for (const ask of [
      () => unassign({}, 2),
      () => unassign({ isDryRun: true }, 2),
      () => deleteUsers(world.session(), deletion),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'clocksApart', status: 503 });
    }
    expect(world.memory.all('licensing')).toEqual(before);
  });

  it('still blocks a sign-in, since nothing ends by that', async () => {
    world.aheadMs = -31 * days;
    const { results } = await setSignIn(world.session(), id, false);
    expect(results).toMatchObject([{ status: 'changed' }]);
  });

  it.each([
    ['31 days behind', -31 * days],
    ['a year ahead', 365 * days],
  ])('%s records what it accepts at the time of the storage service', async (_, aheadMs) => {
    world.aheadMs = aheadMs;
    const { at, operationId } = await setSignIn(world.session(), id, false);
    expect(at).toBe(start);
    world.aheadMs = 0;
    world.queues.take('retention');
    await world.moveTo(addMs(start, 20 * minute));
    if (operationId === null) throw new Error('an operation has an id');
    expect((await world.store.operation(operationId))?.operation.message).toBe('handled');
    await world.moveTo(day(32));
    expect(await world.store.operation(operationId)).toBeNull();
  });

  it('counts from the right time once it is set right while a request waits', async () => {
    await unassign({ now: addMs(start, -31 * days) });
    expect((await exchange())?.until).toBe(day(30));
  });

  it('removes no record that is not old by the clock of the storage service', async () => {
    await unassign();
    await world.handleMessages();
    world.now = addMs(start, 60 * minute);
    world.aheadMs = 400 * days;
    await expect(world.moveTo(world.now)).rejects.toThrow();
    const kept = world.memory.all('licensing').filter(({ key }) => /^[EO]~/.test(key));
    expect(kept).toHaveLength(2);
  });
});
