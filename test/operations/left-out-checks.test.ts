import { describe, expect, it } from 'vitest';
import { addMs, msBetween } from '../../lib/licensing/time.ts';
import { chainLineWrite } from '../../lib/operations/engine/chain-record.ts';
import { addDelegate } from '../../lib/operations/held-data/delegate-data.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { listItems, readData, readItem } from '../../lib/operations/held-data/read-data.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { handleSweepMessage } from '../../lib/operations/purge/handle-sweep-message.ts';
import { PurgeMessage } from '../../lib/messages/purges.ts';
import { SweepMessage } from '../../lib/messages/sweeps.ts';
import { sweep } from '../../lib/operations/purge/sweep.ts';
import { importUsers } from '../../lib/operations/tenant/import-users.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { keysUnder } from '../../lib/storage/keys.ts';
import { userWakeUpKey } from '../../lib/storage/rows/wake-up-row.ts';
import { fromDocument } from '../../lib/storage/rows/document.ts';
import { OperationPart, operationPartKey } from '../../lib/storage/rows/operation-row.ts';
import { maxWrites } from '../../lib/storage/limits.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { Meeting } from '../in-memory/meeting.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const [one, other] = [userId(1), userId(2)];
const skuIds = [skuId('E3')];
const letter = { itemId: 'a', name: 'Offer', contentType: 'text/plain', sizeBytes: 1 };
const items = [{ ...letter, createdAt: start, content: 'x' }];
const reader = { kind: 'delegate', id: other } as const;

async function licensed(meeting = new Meeting(), count = 2): Promise<MemoryWorld> {
  const world = new MemoryWorld(meeting.decorate);
  const users = Array.from({ length: count }, (_, index) =>
    user([direct('E3')], { id: userId(index + 1), userPrincipalName: `${index}@contoso.com` }),
  );
  await world.load([product('E3')], users);
  return world;
}

function unassign(world: MemoryWorld) {
  const request = { path: 'activeUser', userIds: [one], skuIds } as const;
  return unassignLicenses(world.session(), request);
}

/** Does every step of a sweep but those of one kind, which are lost. */
async function sweepWithout(lost: SweepMessage['kind'] | null, world: MemoryWorld): Promise<void> {
  await sweep(world.services, world.now);
  for (;;) {
    const steps = world.queues.take('sweeps').map((message) => SweepMessage.parse(message));
    if (steps.length === 0) return;
    for (const step of steps) {
      if (step.kind !== lost) await handleSweepMessage(world.services, step, world.now);
    }
  }
}

describe('What would go unseen if it were left out', () => {
  it('an item is taken back when its generation ended while it was written', async () => {
    const meeting = new Meeting();
    const world = await licensed(meeting);
    meeting.before = async (table) => {
      if (table !== 'vault') return;
      meeting.before = () => Promise.resolve();
      await unassign(world);
      await world.moveTo(day(30));
      await assignLicenses(world.session(), one, [{ skuId: skuId('E3'), disabledPlans: [] }]);
    };
    const putting = putItems(world.session(), one, 'exchange', items);
    await expect(putting).rejects.toMatchObject({ code: 'purged' });
    expect(world.memory.all('vault')).toEqual([]);
    const after = (await world.store.user(one))?.value.data.exchange;
    expect(after).toMatchObject({ generation: 2, state: 'provided', usage: null });
  });

  it('a sweep goes on by message until every due user of a tenant is queued', async () => {
    const world = await licensed();
    const due = Array.from({ length: 2100 }, (_, index) => userId(index + 1000));
    for (let first = 0; first < due.length; first += maxWrites) {
      const wakeUps = due.slice(first, first + maxWrites).map((id) => {
        return { kind: 'put', key: userWakeUpKey(start, id), properties: {} } as const;
      });
      await world.store.submit(wakeUps);
    }
    await world.services.marks.mark(world.store.tenantId, [start]);
    await sweepWithout(null, world);
    const messages = world.queues.take('purges').map((message) => PurgeMessage.parse(message));
    const queued = new Set(messages.flatMap(({ userIds }) => userIds));
    expect(queued.size).toBe(due.length);
  });

  it('a delegate reads nothing of somebody of whom nothing is held', async () => {
    const world = await licensed();
    await putItems(world.session(), one, 'exchange', items);
    await addDelegate(world.session(), one, other);
    const page = { top: 10, skipToken: null };
    for (const reading of [
      readData(world.session(), one, reader),
      listItems(world.session(), { idOrName: one, service: 'exchange', reader }, page),
      readItem(world.session(), { idOrName: one, service: 'exchange', reader }, 'a'),
    ]) {
      await expect(reading).rejects.toMatchObject({ code: 'notFound' });
    }
  });

  it('a repeat that finishes what was cut off keeps the time of the operation', async () => {
    const meeting = new Meeting();
    const world = await licensed(meeting, 25);
    const request = {
      path: 'activeUsers',
      userIds: Array.from({ length: 25 }, (_, index) => userId(index + 1)),
      skuIds: 'allDirect',
    } as const;
    meeting.before = (_, writes) =>
      writes.some(({ key }) => /^O~\w+~0001$/.test(key))
        ? Promise.reject(new StorageOutage('no answer'))
        : Promise.resolve();
    const session = world.session({ idempotencyKey: 'once' });
    await expect(unassignLicenses(session, request)).rejects.toThrow();
    meeting.before = () => Promise.resolve();
    world.now = addMs(start, 3_600_000);
    const { operationId, at } = await unassignLicenses({ ...session, now: world.now }, request);
    if (operationId === null) throw new Error('a dry run');
    const second = await world.store.row(operationPartKey(operationId, 1));
    expect(at).toBe(start);
    expect(second && fromDocument('part', OperationPart, second).value.at).toBe(start);
  });

  it('an import leaves a deleted user deleted, and says how to bring it back', async () => {
    const world = await licensed();
    await deleteUsers(world.session(), { path: 'deleteUser', userIds: [one] });
    const before = await world.store.user(one);
    const dump = { id: one, userPrincipalName: '0@contoso.com', assignedLicenses: [] };
    const answer = await importUsers(world.session(), [dump]);
    expect(answer).toMatchObject({ accepted: 0, rejected: [{ id: one }] });
    expect(answer.rejected[0]?.reason).toContain('restore');
    expect(await world.store.user(one)).toEqual(before);
  });

  it('a tenant keeps its mark until the chain of its audit has taken in everything', async () => {
    const world = await licensed();
    const lines = Array.from({ length: 700 }, (_, index) => {
      const id = String(index).padStart(32, '0');
      return chainLineWrite(addMs(start, index), `O~${id}~0001`, []);
    });
    for (let first = 0; first < lines.length; first += maxWrites) {
      await world.store.submit(lines.slice(first, first + maxWrites));
    }
    await world.services.marks.mark(world.store.tenantId, [start]);
    const waiting = async () => (await world.store.all(keysUnder('J'))).length;
    let left = await waiting();
    // Every message that goes on is lost, so only the mark leads a sweep here again.
    for (world.now = day(10); left > 0; world.now = addMs(world.now, 15 * 60_000)) {
      await sweepWithout('fold', world);
      const now = await waiting();
      expect(now).toBeLessThan(left);
      left = now;
    }
    expect(msBetween(day(10), world.now)).toBeGreaterThan(15 * 60_000);
  });
});
