import { describe, expect, it } from 'vitest';
import { TenantId } from '../../lib/licensing/ids.ts';
import { PurgeMessage } from '../../lib/messages/purges.ts';
import { SweepMessage } from '../../lib/messages/sweeps.ts';
import { handleSweepMessage } from '../../lib/operations/purge/handle-sweep-message.ts';
import { reportPurge, reportSweep } from '../../lib/operations/purge/report-poisoned.ts';
import { sweep } from '../../lib/operations/purge/sweep.ts';
import { userWakeUpKey } from '../../lib/storage/rows/wake-up-row.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { guid } from '../../simulation/builders/products.ts';
import { day, start, userId } from '../../simulation/builders/users.ts';

const longestMessage = 48 * 1024;
const tenantIds = Array.from({ length: 2500 }, (_, index) => TenantId.parse(guid(8, index)));

/** Counts the calls of the tables, and gives those of one tenant no answer. */
class Counted {
  calls = 0;
  silent: string | null = null;

  readonly decorate = (tables: Tables): Tables => ({
    get: (...call) => this.#count(call[1], () => tables.get(...call)),
    page: (...call) => this.#count(call[1], () => tables.page(...call)),
    pageBelow: (...call) => this.#count('', () => tables.pageBelow(...call)),
    submit: (...call) => this.#count(call[1], () => tables.submit(...call)),
    remove: (...call) => this.#count(call[1], () => tables.remove(...call)),
    lastSeenClock: () => tables.lastSeenClock(),
  });

  #count<Answer>(partition: string, call: () => Promise<Answer>): Promise<Answer> {
    this.calls += 1;
    if (partition === this.silent) return Promise.reject(new StorageOutage('no answer'));
    return call();
  }
}

function steps(world: MemoryWorld): readonly SweepMessage[] {
  return world.queues.take('sweeps').map((message) => SweepMessage.parse(message));
}

/** Does every step until only those for one tenant each are left. */
async function fanOut(world: MemoryWorld): Promise<readonly SweepMessage[]> {
  const single: SweepMessage[] = [];
  for (let found = steps(world); found.length > 0; found = steps(world)) {
    for (const step of found) {
      if (step.kind === 'tenant') single.push(step);
      else await handleSweepMessage(world.services, step, world.now);
    }
  }
  return single;
}

async function marked(world: MemoryWorld, whose: readonly TenantId[]): Promise<void> {
  for (const each of whose) await world.services.marks.mark(each, [start]);
}

describe('A sweep', () => {
  it('does the same few things for any number of tenants, and reaches the last one', async () => {
    const counted = new Counted();
    const world = new MemoryWorld(counted.decorate);
    await marked(world, tenantIds);
    counted.calls = 0;
    await sweep(world.services, world.now);
    expect(counted.calls).toBe(1);
    expect(world.queues.messages.length).toBeLessThanOrEqual(11);
    const swept = await fanOut(world);
    expect(swept.flatMap((step) => (step.kind === 'tenant' ? [step.tenantId] : []))).toHaveLength(
      tenantIds.length,
    );
    expect(counted.calls).toBe(3);
  });

  it('tells each tenant on its own, so that one without an answer holds up no other', async () => {
    const counted = new Counted();
    const world = new MemoryWorld(counted.decorate);
    const [first = tenantId] = tenantIds;
    await marked(world, [first, tenantId]);
    await world.store.submit([
      { kind: 'put', key: userWakeUpKey(start, userId(1)), properties: {} },
    ]);
    counted.silent = first;
    await sweep(world.services, world.now);
    const outcomes = await Promise.allSettled(
      (await fanOut(world)).map((step) => handleSweepMessage(world.services, step, world.now)),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const queued = world.queues.take('purges').map((message) => PurgeMessage.parse(message));
    expect(queued).toMatchObject([{ tenantId, userIds: [userId(1)] }]);
  });

  it('sends messages a queue takes, however many marks its tenants have', async () => {
    const world = new MemoryWorld();
    const etag = `W/"datetime'2026-11-25T23%3A50%3A17.1234567Z'"`;
    const withEtags: Tables = {
      ...new Counted().decorate(world.memory),
      pageBelow: async (...call) => {
        const { rows, continuation } = await world.memory.pageBelow(...call);
        return { rows: rows.map((row) => ({ ...row, etag })), continuation };
      },
    };
    const days = Array.from({ length: 9 }, (_, index) => day(index));
    for (const each of tenantIds.slice(0, 110)) await world.services.marks.mark(each, days);
    world.now = day(20);
    await sweep({ ...world.services, tables: withEtags }, world.now);
    const sizes = world.queues.messages.map(({ text }) => Buffer.byteLength(text));
    expect(Math.max(...sizes)).toBeLessThan(longestMessage);
  });

  it('removes a mark two days after its day, when nothing else is found', async () => {
    const world = new MemoryWorld();
    await marked(world, [tenantId]);
    await world.moveTo(day(2));
    expect(world.memory.all('wakeups')).toHaveLength(1);
    await world.moveTo(day(3));
    expect(world.memory.all('wakeups')).toEqual([]);
  });

  it('says what failed five times, and leaves what leads there', async () => {
    const world = new MemoryWorld();
    await reportPurge(world.services, { v: 1, kind: 'users', tenantId, userIds: [userId(7)] });
    await reportSweep(world.services, { v: 1, kind: 'fold', tenantId });
    expect(world.log.filter((line) => !line.startsWith('{'))).toEqual([
      expect.stringMatching(`^purges-poison: 1 users of ${tenantId} .*${userId(7)}`),
      expect.stringMatching(`^sweeps-poison: the step 'fold' .*${tenantId}`),
    ]);
  });
});
