import type { TenantId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { earlierOf, msBetween } from '../../licensing/time.ts';
import type { PurgeMessage } from '../../messages/purges.ts';
import type { OldMark, SweepMessage } from '../../messages/sweeps.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { wakeUpOf, wakeUpsUntil } from '../../storage/rows/wake-up-row.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { foldAudit } from '../audit/fold-chain.ts';
import { sendDerivations } from '../licenses/derive-holders.ts';
import { foldFreedSeats } from '../licenses/fold-freed-seats.ts';
import { removeOldNotices } from '../notices/kept-notices.ts';
import { lookAhead } from '../notices/look-ahead.ts';
import { note } from '../engine/note.ts';
import { sendRetentionMessage } from '../engine/retention-message.ts';
import type { Services } from '../engine/services.ts';
import { markOldestOperation } from './mark-oldest-operation.ts';
import { removeOldMarks } from './old-marks.ts';
import { removeOldOperations } from './remove-old-operations.ts';

const usersInMessage = 20;
/** Wake-ups one run walks over; the rest goes on by message. */
const mostWakeUps = 2000;

/**
 * Sweeps one tenant: queues due users for the purge, sends the messages of operations again that nobody handled, takes
 * the audit into its chain and freed seats into their products, and removes old operations and notices. Safe to run twice and beside itself.
 * @param marks the tenant's old marks, which go when nothing was found
 * @param from the wake-up to go on with; null for the beginning
 */
export async function sweepTenant(
  services: Services,
  tenantId: TenantId,
  now: Instant,
  { marks, from }: { readonly marks: readonly OldMark[]; readonly from: string | null },
): Promise<void> {
  const store = new TenantStore(services.tables, tenantId);
  const isIdle = await queueDue(services, store, now, from);
  if (from !== null) return;
  await lookAhead(services, store);
  const isFolded = await foldTenant(services, tenantId);
  const isCounted = await foldSeatsOf(services, store);
  const isDerived = await sendDerivations(services, store);
  const isAudited = await removeOldOperations(services, store);
  const isNotified = await removeOldNotices(services, store);
  const isDone = isIdle && isFolded && isCounted && isDerived && isAudited && isNotified;
  if (!isDone || marks.length === 0) return;
  await markOldestOperation(services, store);
  await removeOldMarks(services.tables, tenantId, marks, now);
}

/** Walks over the due wake-ups from a key on. @returns whether there were none */
async function queueDue(
  services: Services,
  store: TenantStore,
  now: Instant,
  from: string | null,
): Promise<boolean> {
  const { tenantId } = store;
  const range = wakeUpsUntil(now);
  const userIds = new Set<UserId>();
  let next: string | null = from ?? range.from;
  let [walked, operations, oldest] = [0, 0, now];
  while (next !== null && walked < mostWakeUps) {
    const slice: Awaited<ReturnType<TenantStore['slice']>> = await store.slice(
      { from: next, to: range.to },
      1000,
    );
    for (const wakeUp of readEach(slice.rows, wakeUpOf, services.log)) {
      if (wakeUp === null) continue;
      if (wakeUp.kind === 'user') {
        userIds.add(wakeUp.userId);
        oldest = earlierOf(oldest, wakeUp.due);
        continue;
      }
      operations += 1;
      await sendRetentionMessage(services, tenantId, wakeUp.operationId);
    }
    walked += slice.rows.length;
    ({ next } = slice);
  }
  await queueUsers(services, tenantId, [...userIds]);
  if (next !== null) {
    const message: SweepMessage = { v: 1, kind: 'tenant', tenantId, marks: [], from: next };
    await services.queues.send('sweeps', message);
  }
  note(services, {
    event: 'swept',
    tenantId,
    tenants: 1,
    users: userIds.size,
    operations,
    failures: 0,
    overdueMinutes: Math.floor(msBetween(oldest, now) / 60_000),
  });
  return walked === 0;
}

async function queueUsers(
  { queues }: Services,
  tenantId: TenantId,
  userIds: readonly UserId[],
): Promise<void> {
  for (let start = 0; start < userIds.length; start += usersInMessage) {
    const message: PurgeMessage = {
      v: 1,
      kind: 'users',
      tenantId,
      userIds: userIds.slice(start, start + usersInMessage),
    };
    await queues.send('purges', message);
  }
}

/** Takes what was committed into the chain of the audit; what is beyond one run goes on by message. */
export async function foldTenant(services: Services, tenantId: TenantId): Promise<boolean> {
  const isMore = await foldAudit(services, new TenantStore(services.tables, tenantId));
  if (isMore) await services.queues.send('sweeps', { v: 1, kind: 'fold', tenantId });
  return !isMore;
}

/** Takes freed seats into their products; what is beyond one run goes on by message. */
export async function foldSeatsOf(services: Services, store: TenantStore): Promise<boolean> {
  const isMore = await foldFreedSeats(services, store);
  const { tenantId } = store;
  if (isMore) await services.queues.send('sweeps', { v: 1, kind: 'seats', tenantId });
  return !isMore;
}
