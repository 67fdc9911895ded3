import pMap from 'p-map';
import { z } from 'zod';
import { OperationId, TenantId, UserId } from '../../licensing/ids.ts';
import { Service } from '../../licensing/products/service.ts';
import { addDays, Instant } from '../../licensing/time.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import type { Services } from '../engine/services.ts';

export const NoticeKind = z.enum(['held', 'restored', 'purgeSoon', 'purged']);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** One thing that happened, or is about to happen, to the data of one service of one user: ids and counts only. */
export const NoticeMessage = z.strictObject({
  v: z.literal(1),
  kind: NoticeKind,
  tenantId: TenantId,
  userId: UserId,
  service: Service,
  /** The operation that brought it about; null for what only time brings. */
  operationId: OperationId.nullable(),
  /** When it happened. */
  at: Instant,
  /** When the data ends or has ended; null for restored data. */
  until: Instant.nullable(),
  /** How long before the end, for `purgeSoon`. */
  daysBefore: z.number().int().nullable(),
  itemCount: z.number().nullable(),
  sizeBytes: z.number().nullable(),
});
export type NoticeMessage = z.infer<typeof NoticeMessage>;

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
