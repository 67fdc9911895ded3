import { globSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { healthRoute } from '../../functions/api/health.ts';
import { OperationId } from '../../lib/licensing/ids.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { markPoisoned } from '../../lib/operations/after-commit/handle-operation.ts';
import { reportJob } from '../../lib/operations/jobs/report-job.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { noteSweep } from '../../lib/operations/purge/last-sweep.ts';
import { markUndelivered } from '../../lib/operations/notices/undelivered-notices.ts';
import { handlePurgeMessage } from '../../lib/operations/purge/handle-purge-message.ts';
import { reportPurge, reportSweep } from '../../lib/operations/purge/report-poisoned.ts';
import type { QueueName } from '../../lib/storage/queues.ts';
import { queueNames } from '../../lib/storage/queues.ts';
import { givenUpPartition } from '../../lib/storage/rows/given-up-row.ts';
import { userKey } from '../../lib/storage/rows/user-row.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { StorageRefusal } from '../../lib/storage/tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

const stuck = userId(1);
let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(refusing);
  const users = [1, 2].map((number) =>
    user([direct('E3')], { id: userId(number), userPrincipalName: `u${number}@contoso.com` }),
  );
  await world.load([product('E3')], users);
});

/** Tables in which one user's row is always another than it was read. */
let isStuck = false;
function refusing(tables: Tables): Tables {
  return new Proxy(tables, {
    get: (target, name: keyof Tables) => {
      const method = target[name].bind(target);
      if (name !== 'submit') return method;
      return (...call: Parameters<Tables['submit']>): unknown => {
        const isOfStuck = call[2].some(({ key }) => key === userKey(stuck));
        if (!isStuck || !isOfStuck) return Reflect.apply(method, target, call);
        return Promise.reject(new StorageRefusal('changed', 0));
      };
    },
  });
}

/** Tables of a service that ends the first page of the table `wakeups` before its first row, with a token. */
function endingEarly(tables: Tables): Tables {
  return new Proxy(tables, {
    get: (target, name: keyof Tables) => {
      const method = target[name].bind(target);
      if (name !== 'page') return method;
      return (...call: Parameters<Tables['page']>): unknown => {
        const [table, partition, range, options] = call;
        if (table !== 'wakeups') return Reflect.apply(method, target, call);
        if ((options?.continuation ?? null) === null)
          return Promise.resolve({ rows: [], continuation: 'on' });
        return target.page(table, partition, range, { ...options, continuation: null });
      };
    },
  });
}

async function health() {
  await noteSweep(world.services);
  return (await ask(world, healthRoute, { as: null })).body;
}

/** What takes the poison of each queue. */
const poison: Readonly<Record<QueueName, () => Promise<void>>> = {
  retention: () =>
    markPoisoned(world.services, {
      v: 1,
      tenantId,
      operationId: OperationId.parse('0'.repeat(32)),
    }),
  sweeps: () => reportSweep(world.services, { v: 1, kind: 'fold', tenantId }),
  purges: () => reportPurge(world.services, { v: 1, kind: 'users', tenantId, userIds: [stuck] }),
  jobs: () =>
    reportJob(world.services, {
      v: 1,
      tenantId,
      operationId: OperationId.parse('0'.repeat(32)),
    }),
  notices: () =>
    markUndelivered(world.services, {
      v: 1,
      kind: 'purgeSoon',
      tenantId,
      userId: stuck,
      service: 'exchange',
      operationId: null,
      at: start,
      until: day(30),
      daysBefore: 7,
      itemCount: null,
      sizeBytes: null,
    }),
};

describe('Work that is given up', () => {
  it.each(queueNames)(
    'over the queue %s is said in the log and in health, for a day',
    async (queue) => {
      expect(await health()).toMatchObject({ status: 'ok', givenUp: [] });
      await poison[queue]();
      expect(world.log.join('\n')).toContain(`"event":"poisoned","queue":"${queue}"`);
      const given = { queue, tenants: 1, lastAt: world.now };
      expect(await health()).toMatchObject({ status: 'degraded', givenUp: [given] });
      world.now = addMs(day(1), 1);
      expect(await health()).toMatchObject({ status: 'ok', givenUp: [] });
    },
  );

  it('is seen where the service ends a page early, and beside a damaged row', async () => {
    world = new MemoryWorld(endingEarly);
    await world.load([product('E3')], []);
    const damaged = { kind: 'put', key: 'all', properties: { doc0: '{}' } } as const;
    await world.memory.submit('wakeups', givenUpPartition('purges'), [damaged]);
    await poison.purges();
    expect(await health()).toMatchObject({ status: 'degraded', givenUp: [{ tenants: 1 }] });
  });

  it('of one user stops no other, comes again, and is done once it can be', async () => {
    const userIds = [stuck, userId(2)];
    const request = { path: 'activeUsers', userIds, skuIds: 'allDirect' } as const;
    await unassignLicenses(world.session(), request);
    await world.handleMessages();
    world.now = day(31);
    isStuck = true;
    const message = { v: 1, kind: 'users', tenantId, userIds } as const;
    const handled = handlePurgeMessage(world.services, message);
    await expect(handled).rejects.toMatchObject({ retry: 'later' });
    isStuck = false;
    const states = async () => [await stateOf(stuck), await stateOf(userId(2))];
    expect(await states()).toEqual(['held', 'purged']);
    expect(world.log.join('\n')).toContain(`purge of ${tenantId}: 1 users given up`);
    expect(await health()).toMatchObject({ status: 'degraded', givenUp: [{ queue: 'purges' }] });
    await handlePurgeMessage(world.services, message);
    expect(await states()).toEqual(['purged', 'purged']);
  });
});

async function stateOf(id: typeof stuck) {
  return (await world.store.user(id))?.value.data.exchange?.state;
}

describe('Every queue', () => {
  const files = globSync('functions/queues/*.ts').map((file) => readFileSync(file, 'utf8'));
  const table = readFileSync('docs/architecture.md', 'utf8');

  it.each(queueNames.flatMap((queue) => [queue, `${queue}-poison`]))(
    '%s has one function that takes its messages, and a line in the table',
    (queue) => {
      const takers = files.filter((text) => text.includes(`onMessage('${queue}',`));
      expect(takers).toHaveLength(1);
      expect(table.split(`\n| \`${queue}\` `)).toHaveLength(2);
    },
  );

  it('gives a message to its poison queue after as many tries as the table says', () => {
    const host = readFileSync('host.json', 'utf8');
    expect(host).toContain('"maxDequeueCount": 5');
    expect(table).toContain('| after five failures ');
  });
});
