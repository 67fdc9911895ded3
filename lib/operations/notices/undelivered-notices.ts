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
import { StorageRefusal } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { eventIdOf } from './notice-event.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import type { Services } from '../engine/services.ts';
import type { Session } from '../engine/session.ts';

const keptDays = 30;
const removedAtOnce = 50;

/** Keeps a notice nobody took where an administrator sees it, for 30 days. */
export async function markUndelivered(
  services: Services,
  notice: NoticeMessage,
  now: Instant,
): Promise<void> {
  const { v: _version, tenantId, ...rest } = notice;
  const store = new TenantStore(services.tables, tenantId);
  const eventId = eventIdOf(notice);
  await store.submit([undeliveredWrite({ eventId, ...rest })]);
  services.log(`notice ${eventId}: went to the poison queue, ${notice.kind} was not delivered`);
  await removeOld(store, now);
}

/** The notices of the last 30 days that were not delivered, newest first. */
export function listUndelivered(
  session: Session,
  page: { readonly top: number; readonly skipToken: string | null },
): Promise<Slice<UndeliveredNotice>> {
  return scanRows(session.store, {
    list: 'undelivered',
    range: undeliveredRows,
    ...page,
    read: (rows) => Promise.resolve(rows.map((row) => [fromUndeliveredRow(row)])),
  });
}

async function removeOld(store: TenantStore, now: Instant): Promise<void> {
  const old = await store.slice(undeliveredRowsBefore(addDays(now, -keptDays)), removedAtOnce);
  if (old.rows.length === 0) return;
  try {
    await store.submit(old.rows.map(({ key }) => ({ kind: 'delete', key })));
  } catch (error) {
    // Another one removes them at the same time.
    if (!(error instanceof StorageRefusal)) throw error;
  }
}
