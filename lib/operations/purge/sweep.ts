import type { TenantId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays, earlierOf } from '../../licensing/time.ts';
import type { PurgeMessage } from '../../messages/purges.ts';
import { markDay, tenantOfMark } from '../../storage/rows/mark-row.ts';
import { wakeUpOf, wakeUpsUntil } from '../../storage/rows/wake-up-row.ts';
import type { Row } from '../../storage/tables.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { foldAudit } from '../audit/fold-chain.ts';
import { lookAhead } from '../notices/look-ahead.ts';
import { removeOldOperations } from './remove-old-operations.ts';
import { sendRetentionMessage } from '../engine/retention-message.ts';
import type { Services } from '../engine/services.ts';

const usersInMessage = 20;
/** Wake-ups one run walks over in one tenant; the rest goes on by message. */
const mostWakeUps = 2000;
/** Marks stay this long after their day, so that a clock or a cache that is behind finds them. */
const marksStayDays = 2;

export interface Swept {
  readonly tenants: number;
  readonly users: number;
  readonly operations: number;
}

/**
 * Walks over everything due until now, whenever that became due: queues due users for the purge, and sends the messages
 * of operations again that nobody handled. Any number of sweeps may run at once.
 */
export async function sweep(services: Services, now: Instant): Promise<Swept> {
  const due = new Map<TenantId, Row[]>();
  let continuation: string | null = null;
  do {
    // Below the next day: marks of today and of every day before.
    const page = await services.tables.pageBelow('wakeups', markDay(addDays(now, 1)), {
      continuation,
    });
    for (const mark of page.rows) {
      const tenantId = tenantOfMark(mark);
      due.set(tenantId, [...(due.get(tenantId) ?? []), mark]);
    }
    ({ continuation } = page);
  } while (continuation !== null);
  const swept = { tenants: due.size, users: 0, operations: 0 };
  const failures: unknown[] = [];
  for (const [tenantId, marks] of due) {
    try {
      const found = await sweepTenant(services, tenantId, now, null);
      swept.users += found.users;
      swept.operations += found.operations;
      if (found.isEmpty) await removeMarks(services, marks, now);
    } catch (error) {
      // One tenant's trouble is reported at the end; the others do not wait for it.
      failures.push(error);
    }
  }
  failures.push(...(await lookAhead(services, now)));
  services.log(
    `sweep: ${swept.tenants} tenants, ${swept.users} users due, ${swept.operations} operations pending`,
  );
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} tenants could not be swept`);
  return swept;
}

/** Walks over the due wake-ups of one tenant from a key on; what is beyond one run goes on by message. */
export async function sweepTenant(
  services: Services,
  tenantId: TenantId,
  now: Instant,
  from: string | null,
): Promise<{ readonly users: number; readonly operations: number; readonly isEmpty: boolean }> {
  const store = new TenantStore(services.tables, tenantId);
  const range = wakeUpsUntil(now);
  const userIds: UserId[] = [];
  let next: string | null = from ?? range.from;
  let walked = 0;
  let operations = 0;
  while (next !== null && walked < mostWakeUps) {
    const slice: Awaited<ReturnType<TenantStore['slice']>> = await store.slice(
      { from: next, to: range.to },
      1000,
    );
    for (const row of slice.rows) {
      const wakeUp = wakeUpOf(row);
      if (wakeUp.kind === 'user') {
        userIds.push(wakeUp.userId);
      } else {
        operations += 1;
        await sendRetentionMessage(services, tenantId, wakeUp.operationId);
      }
    }
    walked += slice.rows.length;
    ({ next } = slice);
  }
  const distinct = [...new Set(userIds)];
  for (let start = 0; start < distinct.length; start += usersInMessage) {
    const message: PurgeMessage = {
      v: 1,
      kind: 'users',
      tenantId,
      userIds: distinct.slice(start, start + usersInMessage),
    };
    await services.queues.send('purges', message);
  }
  if (next !== null) {
    const message: PurgeMessage = { v: 1, kind: 'sweep', tenantId, from: next };
    await services.queues.send('purges', message);
  }
  if (from !== null) return { users: distinct.length, operations, isEmpty: walked === 0 };
  const isFolded = await foldTenant(services, tenantId);
  await removeOldOperations(services, store);
  return { users: distinct.length, operations, isEmpty: walked === 0 && isFolded };
}

/** Takes what was committed into the chain of the audit; what is beyond one run goes on by message. */
export async function foldTenant(services: Services, tenantId: TenantId): Promise<boolean> {
  const isMore = await foldAudit(new TenantStore(services.tables, tenantId));
  if (isMore) {
    const message: PurgeMessage = { v: 1, kind: 'fold', tenantId };
    await services.queues.send('purges', message);
  }
  return !isMore;
}

/** A mark goes no sooner than two days after its day, and only when the tenant has nothing due until now. */
async function removeMarks(
  { tables }: Services,
  marks: readonly Row[],
  now: Instant,
): Promise<void> {
  const kept = markDay(addDays(earlierOf(now, tables.lastSeenClock()), -marksStayDays));
  for (const mark of marks) {
    if (mark.partition >= kept) continue;
    try {
      await tables.remove('wakeups', mark.partition, mark.key, mark.etag);
    } catch (error) {
      // Another sweep removed it, or somebody marked the day again: both are as it should be.
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }
}
