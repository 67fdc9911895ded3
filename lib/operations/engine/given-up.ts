import { z } from 'zod';
import type { TenantId } from '../../licensing/ids.ts';
import { addDays, Instant } from '../../licensing/time.ts';
import type { QueueName } from '../../storage/queues.ts';
import { queueNames } from '../../storage/queues.ts';
import {
  fromGivenUpRow,
  givenUpPartition,
  givenUpRows,
  givenUpWrite,
} from '../../storage/rows/given-up-row.ts';
import type { Row, Tables } from '../../storage/tables.ts';

const shownDays = 1;

/** Work of a queue that was given up in the last 24 hours: for how many tenants, and when last. */
export const GivenUpWork = z.strictObject({
  queue: z.enum(queueNames),
  tenants: z.number().int().positive(),
  lastAt: Instant,
});
export type GivenUpWork = z.infer<typeof GivenUpWork>;

/**
 * Notes that work of a queue was given up, for the health of the app; what leads there stays and brings it again. One row
 * a tenant and queue, written over by the next: nothing of another tenant is read, and nothing piles up.
 * @param tenantId null for work of no one tenant
 */
export async function noteGivenUp(
  { tables }: { readonly tables: Tables },
  queue: QueueName,
  tenantId: TenantId | null,
): Promise<void> {
  const write = givenUpWrite(tenantId, { at: tables.lastSeenClock() });
  await tables.submit('wakeups', givenUpPartition(queue), [write]);
}

/** What was given up in the last 24 hours by the storage service's clock, queue by queue. */
export async function recentlyGivenUp(tables: Tables): Promise<readonly GivenUpWork[]> {
  const found = await Promise.all(queueNames.map((queue) => givenUpOf(tables, queue)));
  return found.filter((work) => work !== null);
}

async function givenUpOf(tables: Tables, queue: QueueName): Promise<GivenUpWork | null> {
  const { rows } = await tables.page('wakeups', givenUpPartition(queue), givenUpRows);
  const now = tables.lastSeenClock();
  const recent = rows.filter((row) => isRecent(row, now)).map((row) => fromGivenUpRow(row).at);
  const lastAt = recent.toSorted().at(-1);
  return lastAt === undefined ? null : { queue, tenants: recent.length, lastAt };
}

function isRecent(row: Row, now: Instant): boolean {
  return fromGivenUpRow(row).at > addDays(now, -shownDays);
}
