import { addDays } from '../../licensing/time.ts';
import type { NoticeMessage } from '../../messages/notices.ts';
import { undeliveredWrite } from '../../storage/rows/notice-row.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { noteGivenUp } from '../engine/given-up.ts';
import { note } from '../engine/note.ts';
import type { Services } from '../engine/services.ts';
import { keptDays } from './kept-notices.ts';
import { eventIdOf } from './notice-event.ts';

/** Keeps a notice nobody took where an administrator sees it, for 30 days; a mark leads to their end. */
export async function markUndelivered(services: Services, notice: NoticeMessage): Promise<void> {
  const { v: _version, tenantId, ...rest } = notice;
  const store = new TenantStore(services.tables, tenantId);
  const eventId = eventIdOf(notice);
  await services.marks.mark(tenantId, [addDays(notice.at, keptDays)]);
  await store.submit([undeliveredWrite({ eventId, ...rest })]);
  services.log(`notice ${eventId}: went to the poison queue, ${notice.kind} was not delivered`);
  note(services, { event: 'notice', tenantId, kind: notice.kind, delivered: false });
  note(services, { event: 'poisoned', queue: 'notices', tenantId });
  await noteGivenUp(services, 'notices', tenantId);
}
