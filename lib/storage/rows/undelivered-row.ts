import { z } from 'zod';
import { NoticeMessage } from '../../messages/notices.ts';
import type { Instant } from '../../licensing/time.ts';
import { keysUnder, reversed } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';

/** A notice its receiver did not take, however often it was sent. */
export const UndeliveredNotice = z.strictObject({
  eventId: z.string(),
  ...NoticeMessage.omit({ v: true, tenantId: true }).shape,
});
export type UndeliveredNotice = z.infer<typeof UndeliveredNotice>;

/** Every notice of the tenant that nobody took, newest first. */
export const undeliveredRows: Range = keysUnder('X');

export function undeliveredRowsBefore(at: Instant): Range {
  return { from: `X~${reversed(at)}~~`, to: undeliveredRows.to };
}

export function undeliveredWrite(notice: UndeliveredNotice): Write {
  const key = `X~${reversed(notice.at)}~${notice.eventId}`;
  return { kind: 'put', key, properties: toDocument(UndeliveredNotice, notice) };
}

/** @throws DamagedRowError when the row does not hold a notice */
export function fromUndeliveredRow(row: Row): UndeliveredNotice {
  return fromDocument('undelivered notice', UndeliveredNotice, row).value;
}
