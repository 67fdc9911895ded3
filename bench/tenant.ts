import type { TransactionAction } from '@azure/data-tables';
import type { User } from '../lib/licensing/user.ts';
import { addMs, toInstant } from '../lib/licensing/time.ts';
import { unassignLicenses } from '../lib/operations/licenses/unassign-licenses.ts';
import { nameKey } from '../lib/storage/rows/name-row.ts';
import { tableNames } from '../lib/storage/tables.ts';
import type { Queues } from '../lib/storage/queues.ts';
import type { Row, Tables } from '../lib/storage/tables.ts';
import { MemoryWorld } from '../simulation/builders/memory-world.ts';
import { product, skuId } from '../simulation/builders/products.ts';
import { direct, user, userId } from '../simulation/builders/users.ts';
import type { Named } from './bare/script.ts';
import type { RawClients } from './bare/replay.ts';

/** Users whose mailbox is held, so that there are lists of it. */
const held = 60;

function nameOf(number: number): string {
  return `person${number}@contoso.com`;
}

/** A user by number, as the keys of storage name it. */
export function namedUser(number: number): Named {
  return { userId: userId(number), nameKey: nameKey(nameOf(number)) };
}

/** A tenant of so many users with E3, the first of them without it since a moment. */
export async function tenantOf(
  users: number,
  watch: { tables?: (tables: Tables) => Tables; queues?: (queues: Queues) => Queues } = {},
): Promise<MemoryWorld> {
  const world = new MemoryWorld(watch.tables, false, watch.queues);
  world.now = addMs(toInstant(new Date()), -60_000);
  const people = Array.from({ length: users + held }, (_, index): User =>
    user([direct('E3')], {
      id: userId(index + 1),
      userPrincipalName: nameOf(index + 1),
      displayName: `Person ${index + 1}`,
    }),
  );
  await world.load([product('E3', users * 2), product('POWER_BI', users * 2)], people);
  for (let number = users + 1; number <= users + held; number += 20) {
    const userIds = Array.from({ length: 20 }, (_, index) => userId(number + index));
    const request = { path: 'licensesPage', userIds, skuIds: [skuId('E3')] } as const;
    await unassignLicenses(world.session(), request);
  }
  await world.handleMessages();
  return world;
}

/** Puts every row of a world into real tables, 100 at a time. */
export async function layOut(world: MemoryWorld, clients: RawClients): Promise<number> {
  let count = 0;
  for (const table of tableNames) {
    const rows = world.memory.all(table);
    count += rows.length;
    for (const batch of batches(rows)) {
      const actions = batch.map(({ partition, key, properties }): TransactionAction => [
        'upsert',
        { partitionKey: partition, rowKey: key, ...properties },
        'Replace',
      ]);
      await clients.tables[table].submitTransaction(actions);
    }
  }
  return count;
}

function batches(rows: readonly Row[]): readonly (readonly Row[])[] {
  const partitions = Map.groupBy(rows, ({ partition }) => partition);
  return [...partitions.values()].flatMap((of) =>
    Array.from({ length: Math.ceil(of.length / 100) }, (_, index) =>
      of.slice(index * 100, (index + 1) * 100),
    ),
  );
}
