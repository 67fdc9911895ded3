import type { Instant } from '../../licensing/time.ts';
import { addDays } from '../../licensing/time.ts';
import type { NoticeMessage } from '../../messages/notices.ts';
import type { UndeliveredNotice } from '../../storage/rows/undelivered-row.ts';
import {
  fromUndeliveredRow,
  undeliveredRows,
  undeliveredRowsBefore,
  undeliveredWrite,
} from '../../storage/rows/undelivered-row.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { dueByBoth } from '../engine/clocks.ts';
import { noteGivenUp } from '../engine/given-up.ts';
import { eventIdOf } from './notice-event.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import type { Services } from '../engine/services.ts';
import type { Session } from '../engine/session.ts';

const keptDays = 30;
const removedAtOnce = 50;

/** Keeps a notice nobody took where an administrator sees it, for 30 days; a mark leads to their end. */
export async function markUndelivered(services: Services, notice: NoticeMessage): Promise<void> {
  const { v: _version, tenantId, ...rest } = notice;
  const store = new TenantStore(services.tables, tenantId);
  const eventId = eventIdOf(notice);
  await services.marks.mark(tenantId, [addDays(notice.at, keptDays)]);
  await store.submit([undeliveredWrite({ eventId, ...rest })]);
  services.log(`notice ${eventId}: went to the poison queue, ${notice.kind} was not delivered`);
  await noteGivenUp(services, 'notices', tenantId);
}

/** The notices of the last 30 days that were not delivered, newest first. */
export function listUndelivered(
  session: Session,
  page: { readonly top: number; readonly skipToken: string | null },
): Promise<Slice<UndeliveredNotice>> {
  return scanRows(session.store, {
    kind: 'undelivered',
    query: {},
    range: undeliveredRows,
    ...page,
    isBeyond: (row) => {
      const [notice] = readEach([row], fromUndeliveredRow, () => undefined);
      return notice !== null && notice !== undefined && notice.at < keptFrom(session);
    },
    read: (rows) =>
      Promise.resolve(
        readEach(rows, fromUndeliveredRow, session.log).map((notice) =>
          notice === null ? [] : [notice],
        ),
      ),
  });
}

/**
 * Removes notices that were kept their 30 days by both clocks.
 * @returns whether none is left
 */
export async function removeOldNotices(services: Services, store: TenantStore): Promise<boolean> {
  const { rows, next } = await store.slice(
    undeliveredRowsBefore(keptFrom(services)),
    removedAtOnce,
  );
  if (rows.length === 0) return true;
  try {
    await store.submit(rows.map(({ key }) => ({ kind: 'delete', key })));
  } catch (error) {
    // Another one removes them at the same time.
    if (!(error instanceof StorageRefusal)) throw error;
    return false;
  }
  return next === null;
}

function keptFrom(services: Services): Instant {
  return addDays(dueByBoth(services), -keptDays);
}
