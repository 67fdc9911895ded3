import { z } from 'zod';
import type { Instant } from '../../licensing/time.ts';
import { addDays } from '../../licensing/time.ts';
import { keysUnder, undeliveredKey, undeliveredKeysBefore } from '../../storage/keys.ts';
import { fromDocument, toDocument } from '../../storage/rows/document.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import { eventIdOf } from './notice-event.ts';
import { NoticeMessage } from './notices.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import type { Services } from '../engine/services.ts';

/** A notice its receiver did not take, however often it was sent. */
export const UndeliveredNotice = z.strictObject({
  eventId: z.string(),
  ...NoticeMessage.omit({ v: true, tenantId: true }).shape,
});
export type UndeliveredNotice = z.infer<typeof UndeliveredNotice>;

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
  const properties = toDocument(UndeliveredNotice, { eventId, ...rest });
  await store.submit([{ kind: 'put', key: undeliveredKey(notice.at, eventId), properties }]);
  services.log(`notice ${eventId}: went to the poison queue, ${notice.kind} was not delivered`);
  await removeOld(store, now);
}

/** The notices of the last 30 days that were not delivered, newest first. */
export function listUndelivered(
  services: Services,
  call: Call,
  page: { readonly top: number; readonly skipToken: string | null },
): Promise<Slice<UndeliveredNotice>> {
  return scanRows(new TenantStore(services.tables, call.tenantId), {
    list: 'undelivered',
    range: keysUnder('X'),
    ...page,
    read: (rows) =>
      Promise.resolve(rows.map((row) => [fromDocument(UndeliveredNotice, row).value])),
  });
}

async function removeOld(store: TenantStore, now: Instant): Promise<void> {
  const old = await store.slice(undeliveredKeysBefore(addDays(now, -keptDays)), removedAtOnce);
  if (old.rows.length === 0) return;
  try {
    await store.submit(old.rows.map(({ key }) => ({ kind: 'delete', key })));
  } catch (error) {
    // Another one removes them at the same time.
    if (!(error instanceof StorageRefusal)) throw error;
  }
}
