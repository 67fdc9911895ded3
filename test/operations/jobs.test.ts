import { beforeEach, describe, expect, it } from 'vitest';
import { addMs } from '../../lib/licensing/time.ts';
import type { OperationId } from '../../lib/licensing/ids.ts';
import { readOperation } from '../../lib/operations/audit/read-operations.ts';
import { acceptJob, foreseeJob } from '../../lib/operations/jobs/accept-job.ts';
import type { JobRequest } from '../../lib/operations/jobs/accept-job.ts';
import { cancelJob } from '../../lib/operations/jobs/cancel-job.ts';
import { listJobResults, readJobById } from '../../lib/operations/jobs/read-jobs.ts';
import { runJob } from '../../lib/operations/jobs/run-job.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { userKey } from '../../lib/storage/rows/user-row.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';
import { Crash, crashingAt } from './crash.ts';

const many = 2000;
const allOf = (count: number) => Array.from({ length: count }, (_, index) => userId(index + 1));
const unassignAll = (count: number): JobRequest => ({
  action: { kind: 'unassignAll' },
  userIds: allOf(count),
});

async function load(world: MemoryWorld, count: number, name: 'E3' | null = 'E3'): Promise<void> {
  const users = allOf(count).map((id) =>
    user(name === null ? [] : [direct(name)], { id, userPrincipalName: `${id}@contoso.com` }),
  );
  await world.load([product('E3', count)], users);
}

/** Tables that count what is asked of the licensing table. */
let calls: Record<'get' | 'page' | 'submit', number>;
function counting(tables: Tables): Tables {
  return new Proxy(tables, {
    get(target, name: keyof Tables) {
      const method = target[name].bind(target);
      if (name !== 'get' && name !== 'page' && name !== 'submit') return method;
      return (...call: Parameters<typeof method>): unknown => {
        calls[name] += 1;
        return Reflect.apply(method, target, call);
      };
    },
  });
}

let world: MemoryWorld;
beforeEach(() => {
  calls = { get: 0, page: 0, submit: 0 };
  world = new MemoryWorld(counting);
});

const anybody = () => undefined;

async function goOn(jobId: OperationId): Promise<void> {
  await runJob(world.services, { v: 1, tenantId, operationId: jobId }, world.now);
}

describe('A job of 2,000 users', () => {
  it('is accepted in one transaction, and done user by user at 1.14 storage calls each', async () => {
    await load(world, many);
    const session = world.session({ idempotencyKey: 'leavers' });
    calls = { get: 0, page: 0, submit: 0 };
    const accepted = await acceptJob(session, unassignAll(many));
    expect(accepted).toMatchObject({ users: many, at: start });
    // The mark of its wake-up's day, and the job.
    expect(calls.submit).toBe(2);
    expect(await world.consumed(skuId('E3'))).toBe(many);

    world.queues.take('retention');
    calls = { get: 0, page: 0, submit: 0 };
    let messages = 0;
    for (let waits = true; waits; messages += 1) {
      await goOn(accepted.jobId);
      waits = world.queues.take('jobs').length > 0;
    }
    const parts = many / 20;
    expect(messages).toBe(parts / 5);
    // Its record, itself and whom it is about once a message; itself once a transaction; each user once.
    expect(calls.get).toBe(messages * 3 + parts + many);
    // Whose turn it is, and, in the end, whose it is then.
    expect(calls.page).toBe(messages + 1);
    // And the mark of the day on which the data ends.
    expect(calls.submit).toBe(parts + 1);
    expect(await world.consumed(skuId('E3'))).toBe(0);
    expect(await readJobById(session, accepted.jobId)).toMatchObject({
      state: 'done',
      users: { of: many, done: many, changed: many, unchanged: 0, failed: 0 },
      seatChanges: [{ skuId: skuId('E3'), count: -many }],
    });
  });

  it('answers a repeat under its key the same, and another request under it not at all', async () => {
    await load(world, 60);
    const session = world.session({ idempotencyKey: 'leavers' });
    const first = await acceptJob(session, unassignAll(60));
    await world.handleMessages();
    expect(await acceptJob(session, unassignAll(60))).toEqual(first);
    await expect(acceptJob(session, unassignAll(59))).rejects.toMatchObject({
      code: 'idempotencyKeyReused',
    });
    const jobs = world.memory.all('licensing').filter(({ key }) => key.startsWith('B~'));
    expect(jobs).toHaveLength(1);
  });

  it('has one record in the audit, handled once it is done, and pages of results', async () => {
    await load(world, 130);
    const { jobId } = await acceptJob(world.session(), unassignAll(130));
    expect(await readOperation(world.session(), jobId)).toMatchObject({
      status: 'running',
      message: 'pending',
    });
    await world.handleMessages();
    expect(await readOperation(world.session(), jobId)).toMatchObject({
      path: 'job',
      status: 'done',
      targets: { done: 130, of: 130 },
      message: 'handled',
      freedSeats: [{ skuId: skuId('E3'), count: 130 }],
    });
    const seen: string[] = [];
    let skipToken: string | null = null;
    do {
      const query = { status: null, top: 50, skipToken };
      const page: Awaited<ReturnType<typeof listJobResults>> = await listJobResults(
        world.session(),
        jobId,
        query,
      );
      expect(page.value.length).toBeLessThanOrEqual(50);
      seen.push(...page.value.map((result) => result.userId));
      ({ skipToken } = page);
    } while (skipToken !== null);
    expect(seen).toEqual(allOf(130));
    const failed = { status: 'failed', top: 20, skipToken: null } as const;
    expect(await listJobResults(world.session(), jobId, failed)).toEqual({
      value: [],
      skipToken: null,
    });
  });
});

describe('A job that is cut off', () => {
  it.each([1, 2, 3, 5, 8, 9])(
    'before transaction %i, is finished by its wake-up, once',
    async (cut) => {
      world = new MemoryWorld(crashingAt(cut));
      await load(world, 130);
      const session = world.session({ idempotencyKey: 'leavers' });
      const run = async (): Promise<void> => {
        await acceptJob(session, unassignAll(130));
        await world.handleMessages();
      };
      await expect(run()).rejects.toThrow(Crash);
      // The messages of the instance that died are lost, too.
      world.queues.messages.splice(0);
      const { jobId } = await acceptJob(session, unassignAll(130));
      world.queues.messages.splice(0);
      await world.moveTo(addMs(world.now, 3 * 60_000));
      expect(await readJobById(session, jobId)).toMatchObject({
        state: 'done',
        users: { done: 130, changed: 130 },
      });
      expect(await world.consumed(skuId('E3'))).toBe(0);
      const waiting = world.memory.all('licensing').filter(({ key }) => /^BW~|^D~.*~O~/.test(key));
      expect(waiting).toEqual([]);
    },
  );

  it('goes on once where two messages are at work at the same time', async () => {
    await load(world, 400);
    const { jobId } = await acceptJob(world.session(), unassignAll(400));
    await Promise.all([goOn(jobId), goOn(jobId), goOn(jobId)]);
    await world.handleMessages();
    expect(await readJobById(world.session(), jobId)).toMatchObject({
      state: 'done',
      users: { done: 400, changed: 400, unchanged: 0 },
      seatChanges: [{ count: -400 }],
    });
    expect(await world.consumed(skuId('E3'))).toBe(0);
  });
});

describe('A job that is cancelled', () => {
  it('leaves everybody alone who is not done, and is undone with what it took', async () => {
    await load(world, 300);
    const { jobId } = await acceptJob(world.session(), unassignAll(300));
    await goOn(jobId);
    const cancelled = await cancelJob(world.session(), jobId, anybody);
    expect(cancelled).toMatchObject({ state: 'cancelled', users: { done: 100, of: 300 } });
    await world.handleMessages();
    expect(await cancelJob(world.session(), jobId, anybody)).toEqual(cancelled);
    expect(await world.consumed(skuId('E3'))).toBe(200);
    expect(await readOperation(world.session(), jobId)).toMatchObject({
      status: 'cancelled',
      message: 'handled',
    });
    const undo = { action: { kind: 'undo', operationId: jobId }, userIds: [] } as const;
    const back = await acceptJob(world.session(), undo);
    expect(back.users).toBe(100);
    await world.handleMessages();
    expect(await world.consumed(skuId('E3'))).toBe(300);
    expect((await world.store.operation(jobId))?.operation.undoneBy).toBe(back.jobId);
    await expect(acceptJob(world.session(), undo)).rejects.toMatchObject({
      code: 'operationUndone',
    });
  });

  it('is cancelled whole or goes on, in every order of the two', async () => {
    await load(world, 300);
    const { jobId } = await acceptJob(world.session(), unassignAll(300));
    await Promise.all([goOn(jobId), cancelJob(world.session(), jobId, anybody)]);
    await world.handleMessages();
    const { users, state } = await readJobById(world.session(), jobId);
    expect(state).toBe('cancelled');
    expect(await world.consumed(skuId('E3'))).toBe(300 - users.changed);
  });
});

describe('Jobs of one tenant', () => {
  it('go one after the other, in the order they were accepted', async () => {
    await load(world, 200);
    const first = await acceptJob(world.session(), unassignAll(200));
    world.now = addMs(world.now, 1000);
    const block = { action: { kind: 'block' }, userIds: allOf(40) } as const;
    const second = await acceptJob(world.session(), block);
    await goOn(second.jobId);
    expect(await readJobById(world.session(), second.jobId)).toMatchObject({ state: 'waiting' });
    await world.handleMessages();
    for (const { jobId } of [first, second]) {
      expect(await readJobById(world.session(), jobId)).toMatchObject({ state: 'done' });
    }
    expect((await world.store.user(userId(1)))?.value.accountEnabled).toBe(false);
  });

  it('are gone with all their rows once their record was kept its time', async () => {
    await load(world, 60);
    await acceptJob(world.session(), unassignAll(60));
    await world.handleMessages();
    for (const days of [31, 62, 500, 501]) await world.moveTo(day(days));
    const left = world.memory.all('licensing').filter(({ key }) => /^(B|BT|BW|O|E)~/.test(key));
    expect(left.map(({ key }) => key)).toEqual([]);
  });
});

const states = async (jobId: OperationId) => {
  const query = { status: null, top: 200, skipToken: null };
  const { value } = await listJobResults(world.session(), jobId, query);
  return value.map(({ status }) => status);
};

describe('What a job does', () => {
  it('a dry run foretells, seat by seat, and changes nothing', async () => {
    const users = allOf(50).map((id) => user([], { id, userPrincipalName: `${id}@contoso.com` }));
    await world.load([product('E3', 30)], users);
    const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
    const asked: JobRequest = { action: { kind: 'assign', licenses }, userIds: allOf(50) };
    const before = world.memory.all('licensing');
    const sums = await foreseeJob(world.session(), asked);
    expect(sums).toMatchObject({
      users: { of: 50, changed: 30, failed: 20 },
      licenses: [{ skuPartNumber: 'E3', outcome: 'assigned', count: 30 }],
      failures: [{ code: 'noSeatsAvailable', users: 20 }],
    });
    expect(world.memory.all('licensing')).toEqual(before);
    const { jobId } = await acceptJob(world.session(), asked);
    await world.handleMessages();
    expect((await readJobById(world.session(), jobId)).users).toMatchObject(sums.users);
    expect(await world.consumed(skuId('E3'))).toBe(30);
  });

  it('stands alone for each user: unknown people, and one whose row is damaged, keep nobody', async () => {
    await load(world, 45);
    const key = userKey(userId(7));
    await world.store.submit([{ kind: 'put', key, properties: { doc0: '{}' } }]);
    const userIds = [...allOf(45), userId(999)];
    const { jobId } = await acceptJob(world.session(), { action: { kind: 'block' }, userIds });
    await world.handleMessages();
    const expected = userIds.map((id) =>
      id === userId(7) || id === userId(999) ? 'failed' : 'changed',
    );
    expect(await states(jobId)).toEqual(expected);
    expect(world.log.join('\n')).toContain(`row '${key}' is damaged`);
  });

  it('refuses a product nobody can be given as a whole', async () => {
    await load(world, 3);
    const licenses = [{ skuId: skuId('POWER_BI'), disabledPlans: [] }];
    const asked: JobRequest = { action: { kind: 'assign', licenses }, userIds: allOf(3) };
    await expect(acceptJob(world.session(), asked)).rejects.toMatchObject({
      code: 'invalidRequest',
    });
  });
});
