import { z } from 'zod';
import { NoticeMessage } from '../../messages/notices.ts';
import { Instant } from '../../licensing/time.ts';
import { newestFirst, reversed } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';

/** A notice its receiver did not take, however often it was sent. */
export const UndeliveredNotice = z.strictObject({
  eventId: z.string(),
  ...NoticeMessage.omit({ v: true, tenantId: true }).shape,
});
export type UndeliveredNotice = z.infer<typeof UndeliveredNotice>;

/** A notice its receiver took. */
export const DeliveredNotice = z.strictObject({
  ...UndeliveredNotice.shape,
  deliveredAt: Instant,
});
export type DeliveredNotice = z.infer<typeof DeliveredNotice>;

/** Where notices stand, by what became of them: those nobody took are few, and found without the others. */
const prefixOf = { delivered: 'XD', undelivered: 'X' } as const;
type Delivery = keyof typeof prefixOf;

/** Notices of one kind from one instant on and before another, newest first; null: no such end. */
export function noticeRows(delivery: Delivery, from: Instant | null, to: Instant | null): Range {
  return newestFirst(prefixOf[delivery], from, to);
}

/** Where a notice stands in time, whatever became of it. */
export function noticePlace({ at, eventId }: Pick<UndeliveredNotice, 'at' | 'eventId'>): string {
  return `${reversed(at)}~${eventId}`;
}

export function noticeKey(delivery: Delivery, place: string): string {
  return `${prefixOf[delivery]}~${place}`;
}

export function undeliveredWrite(notice: UndeliveredNotice): Write {
  const key = noticeKey('undelivered', noticePlace(notice));
  return { kind: 'put', key, properties: toDocument(UndeliveredNotice, notice) };
}

export function deliveredWrite(notice: DeliveredNotice): Write {
  const key = noticeKey('delivered', noticePlace(notice));
  return { kind: 'put', key, properties: toDocument(DeliveredNotice, notice) };
}

/** @throws DamagedRowError when the row does not hold a notice */
export function fromUndeliveredRow(row: Row): UndeliveredNotice {
  return fromDocument('undelivered notice', UndeliveredNotice, row).value;
}

/** @throws DamagedRowError when the row does not hold a notice */
export function fromDeliveredRow(row: Row): DeliveredNotice {
  return fromDocument('delivered notice', DeliveredNotice, row).value;
}
