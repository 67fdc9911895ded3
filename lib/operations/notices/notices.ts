import pMap from 'p-map';
import type { OperationId, TenantId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays } from '../../licensing/time.ts';
import type { NoticeMessage } from '../../messages/notices.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import type { Services } from '../engine/services.ts';

/** How many days before a purge it is said that one is near. */
export const noticeDays = [7, 1] as const;

const sendsAtOnce = 16;

/** Puts notices on their queue; nothing where no address is set for them. */
export async function queueNotices(
  { queues, isNotifying = false }: Services,
  notices: readonly NoticeMessage[],
): Promise<void> {
  if (!isNotifying) return;
  await pMap(notices, (notice) => queues.send('notices', notice), { concurrency: sendsAtOnce });
}

/** Says that data is purged in so many days; always in the same words, whoever finds it out and when. */
export function purgeSoonNotice(
  of: Pick<NoticeMessage, 'tenantId' | 'userId' | 'service' | 'itemCount' | 'sizeBytes'>,
  until: Instant,
  daysBefore: number,
): NoticeMessage {
  const at = addDays(until, -daysBefore);
  return { ...of, v: 1, kind: 'purgeSoon', operationId: null, at, until, daysBefore };
}

/**
 * The notices that follow from an operation. Data held for less than a week is said to be purged soon at once: the
 * sweep has looked over those days already.
 */
export function noticesOf(
  tenantId: TenantId,
  operationId: OperationId,
  parts: readonly OperationPart[],
): readonly NoticeMessage[] {
  return parts.flatMap(({ at, moves }) =>
    moves.flatMap(({ userId, kind, service, until, itemCount, sizeBytes }) => {
      const of = { tenantId, userId, service, itemCount, sizeBytes };
      const notice = { ...of, v: 1, kind, operationId, at, until, daysBefore: null } as const;
      if (until === null) return [notice];
      const near = noticeDays.filter((days) => until <= addDays(at, days));
      return [notice, ...near.map((days) => purgeSoonNotice(of, until, days))];
    }),
  );
}
