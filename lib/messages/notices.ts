import { z } from 'zod';
import { OperationId, TenantId, UserId } from '../licensing/ids.ts';
import { Service } from '../licensing/products/service.ts';
import { Instant } from '../licensing/time.ts';

const NoticeKind = z.enum(['held', 'restored', 'purgeSoon', 'purged']);

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
