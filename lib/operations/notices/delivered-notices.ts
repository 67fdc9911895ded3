import { addDays } from '../../licensing/time.ts';
import type { NoticeMessage } from '../../messages/notices.ts';
import { deliveredWrite } from '../../storage/rows/notice-row.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Services } from '../engine/services.ts';
import { keptDays } from './kept-notices.ts';
import { eventIdOf } from './notice-event.ts';

/** Keeps that a notice was taken where an administrator sees it, for 30 days; a mark leads to their end. */
export async function markDelivered(services: Services, notice: NoticeMessage): Promise<void> {
  const { v: _version, tenantId, ...rest } = notice;
  const store = new TenantStore(services.tables, tenantId);
  await services.marks.mark(tenantId, [addDays(notice.at, keptDays)]);
  const deliveredAt = services.clock();
  await store.submit([deliveredWrite({ eventId: eventIdOf(notice), ...rest, deliveredAt })]);
}
