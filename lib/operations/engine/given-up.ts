import { z } from 'zod';
import type { TenantId } from '../../licensing/ids.ts';
import { addDays, Instant, laterOf } from '../../licensing/time.ts';
import type { QueueName } from '../../storage/queues.ts';
import { queueNames } from '../../storage/queues.ts';
import {
  fromGivenUpRow,
  givenUpPartition,
  givenUpRows,
  givenUpWrite,
} from '../../storage/rows/given-up-row.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import type { Page, Row, Tables } from '../../storage/tables.ts';
import type { Services } from './services.ts';

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
export async function recentlyGivenUp(services: GivenUpIn): Promise<readonly GivenUpWork[]> {
  const found = await Promise.all(queueNames.map((queue) => givenUpOf(services, queue)));
  return found.filter((work) => work !== null);
}

type GivenUpIn = Pick<Services, 'tables' | 'log'>;

async function givenUpOf(
  { tables, log }: GivenUpIn,
  queue: QueueName,
): Promise<GivenUpWork | null> {
  const rows: Row[] = [];
  let continuation: string | null = null;
  do {
    const options = { continuation };
    const page: Page = await tables.page('wakeups', givenUpPartition(queue), givenUpRows, options);
    rows.push(...page.rows);
    ({ continuation } = page);
  } while (continuation !== null);
  const since = addDays(tables.lastSeenClock(), -shownDays);
  const read = readEach(rows, (row) => fromGivenUpRow(row).at, log);
  const recent = read.filter((at) => at !== null).filter((at) => at > since);
  const [first, ...others] = recent;
  if (first === undefined) return null;
  return { queue, tenants: recent.length, lastAt: others.reduce(laterOf, first) };
}
