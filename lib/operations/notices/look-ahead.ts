import type { TenantId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays } from '../../licensing/time.ts';
import type { NoticeMessage } from '../../messages/notices.ts';
import type { LookedAhead } from '../../storage/rows/look-ahead-row.ts';
import {
  fromLookAheadRow,
  lookAheadKey,
  lookAheadWrite,
} from '../../storage/rows/look-ahead-row.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { fromWakeUpRow, wakeUpOf, wakeUpsUntil } from '../../storage/rows/wake-up-row.ts';
import type { Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { noticeDays, purgeSoonNotice, queueNotices } from './notices.ts';
import { dueByBoth } from '../engine/clocks.ts';
import type { Services } from '../engine/services.ts';

const wakeUpsAtOnce = 1000;
/** Wake-ups one run walks over in one tenant for each number of days; the next run goes on. */
const mostWakeUps = 2000;

/**
 * Queues a notice for everything of a tenant that is purged in 7 days and in 1 day. What is queued is noted after it was
 * queued: cut off in between, or run twice at once, a notice is queued again under the same event id, and none is left out.
 */
export async function lookAhead(services: Services, store: TenantStore): Promise<void> {
  if (services.isNotifying !== true) return;
  // Begun anew where the row is damaged: what is queued again has the same event ids.
  const row = await store.row(lookAheadKey);
  const read = row && readEach([row], fromLookAheadRow, services.log)[0];
  const before: LookedAhead = read ?? { '7': '', '1': '' };
  let after = before;
  for (const days of noticeDays) {
    // By both clocks: what a machine that is ahead notes as looked at, nobody looks at in its time.
    const now = dueByBoth(services);
    const { notices, next } = await near({ store, log: services.log }, now, days, before[days]);
    await queueNotices(services, notices);
    after = { ...after, [days]: next };
    if (notices.length > 0) {
      services.log(`look ahead: ${notices.length} services purged in ${days} days`);
    }
  }
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  await store.submit([lookAheadWrite(after)]);
}

/** What is purged within so many days and was not looked at yet, and from where to go on next time. */
async function near(
  { store, log }: { readonly store: TenantStore; readonly log: Services['log'] },
  now: Instant,
  days: number,
  lookedUpTo: string,
): Promise<{ readonly notices: readonly NoticeMessage[]; readonly next: string }> {
  const { to: overdue } = wakeUpsUntil(now);
  const { to } = wakeUpsUntil(addDays(now, days));
  const notices: NoticeMessage[] = [];
  let walked = 0;
  let next: string | null = lookedUpTo > overdue ? lookedUpTo : overdue;
  while (next !== null && next < to && walked < mostWakeUps) {
    const slice: Awaited<ReturnType<TenantStore['slice']>> = await store.slice(
      { from: next, to },
      wakeUpsAtOnce,
    );
    const read = readEach(slice.rows, (row) => noticesAt(store.tenantId, row, days), log);
    notices.push(...read.flatMap((found) => found ?? []));
    walked += slice.rows.length;
    ({ next } = slice);
  }
  // Nothing there, nothing to note: an idle sweep writes nothing.
  return { notices, next: walked === 0 ? lookedUpTo : (next ?? to) };
}

function noticesAt(tenantId: TenantId, row: Row, days: number): readonly NoticeMessage[] {
  const wakeUp = wakeUpOf(row);
  if (wakeUp.kind !== 'user') return [];
  const { userId, due } = wakeUp;
  return fromWakeUpRow(row)
    .entries.filter(({ state }) => state === 'held')
    .map(({ service, itemCount, sizeBytes }) =>
      purgeSoonNotice({ tenantId, userId, service, itemCount, sizeBytes }, due, days),
    );
}
