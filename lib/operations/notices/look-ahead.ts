import pMap from 'p-map';
import { z } from 'zod';
import { TenantId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays } from '../../licensing/time.ts';
import { lookAheadKey, wakeUpDayPartition, wakeUpDue, wakeUpsUntil } from '../../storage/keys.ts';
import { fromDocument, toDocument } from '../../storage/rows/document.ts';
import { fromWakeUpRow } from '../../storage/rows/user-row.ts';
import type { Row } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { NoticeMessage } from './notices.ts';
import { noticeDays, purgeSoonNotice, queueNotices } from './notices.ts';
import type { Services } from '../engine/services.ts';

/** Up to which wake-up notices were queued, by how many days before the purge they are sent. */
const LookedAhead = z.strictObject({ '7': z.string(), '1': z.string() });
type LookedAhead = z.infer<typeof LookedAhead>;

const tenantsAtOnce = 8;
const wakeUpsAtOnce = 1000;
/** Wake-ups one run walks over in one tenant for each number of days; the next run goes on. */
const mostWakeUps = 2000;
const longest = Math.max(...noticeDays);

/**
 * Queues a notice for everything that is purged in 7 days and in 1 day. What is queued is noted after it was queued: cut
 * off in between, or run twice at once, a notice is queued again under the same event id, and none is left out.
 * @returns what went wrong, tenant by tenant; one tenant's trouble does not hold up the others
 */
export async function lookAhead(services: Services, now: Instant): Promise<readonly unknown[]> {
  if (services.isNotifying !== true) return [];
  const failures: unknown[] = [];
  const tenantIds = await tenantsWithMarks(services, addDays(now, longest + 1));
  await pMap(
    tenantIds,
    async (tenantId) => {
      try {
        await lookAheadIn(services, tenantId, now);
      } catch (error) {
        failures.push(error);
      }
    },
    { concurrency: tenantsAtOnce },
  );
  return failures;
}

/** The tenants that have something due before a day. */
async function tenantsWithMarks({ tables }: Services, day: Instant): Promise<Set<TenantId>> {
  const tenantIds = new Set<TenantId>();
  let continuation: string | null = null;
  do {
    const page = await tables.pageBelow('wakeups', wakeUpDayPartition(day, 0), { continuation });
    for (const { key } of page.rows) tenantIds.add(TenantId.parse(key));
    ({ continuation } = page);
  } while (continuation !== null);
  return tenantIds;
}

async function lookAheadIn(services: Services, tenantId: TenantId, now: Instant): Promise<void> {
  const store = new TenantStore(services.tables, tenantId);
  const row = await services.tables.get('licensing', tenantId, lookAheadKey);
  const before: LookedAhead = row ? fromDocument(LookedAhead, row).value : { '7': '', '1': '' };
  let after = before;
  for (const days of noticeDays) {
    const { notices, next } = await near(store, now, days, before[days]);
    await queueNotices(services, notices);
    after = { ...after, [days]: next };
    if (notices.length > 0) {
      services.log(`look ahead: ${notices.length} services purged in ${days} days`);
    }
  }
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  const properties = toDocument(LookedAhead, after);
  await store.submit([{ kind: 'put', key: lookAheadKey, properties }]);
}

/** What is purged within so many days and was not looked at yet, and from where to go on next time. */
async function near(
  store: TenantStore,
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
    notices.push(...slice.rows.flatMap((row) => noticesAt(store.tenantId, row, days)));
    walked += slice.rows.length;
    ({ next } = slice);
  }
  // Nothing there, nothing to note: an idle sweep writes nothing.
  return { notices, next: walked === 0 ? lookedUpTo : (next ?? to) };
}

function noticesAt(tenantId: TenantId, row: Row, days: number): readonly NoticeMessage[] {
  const [, , who] = row.key.split('~');
  if (who === 'O') return [];
  const userId = UserId.parse(who);
  return fromWakeUpRow(row)
    .entries.filter(({ state }) => state === 'held')
    .map(({ service, itemCount, sizeBytes }) =>
      purgeSoonNotice(
        { tenantId, userId, service, itemCount, sizeBytes },
        wakeUpDue(row.key),
        days,
      ),
    );
}
