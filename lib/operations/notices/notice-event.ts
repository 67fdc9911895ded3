import { createHash } from 'node:crypto';
import type { NoticeMessage } from '../../messages/notices.ts';

/** A CloudEvents 1.0 event in its JSON format. */
export interface NoticeEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: `unseat.data.${NoticeMessage['kind']}`;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Omit<NoticeMessage, 'v' | 'kind' | 'at'>;
}

/** The event a notice is sent as. */
export function toNoticeEvent(notice: NoticeMessage): NoticeEvent {
  const { v: _version, kind, at, ...data } = notice;
  return {
    specversion: '1.0',
    id: eventIdOf(notice),
    source: `/tenants/${notice.tenantId}`,
    type: `unseat.data.${kind}`,
    subject: `users/${notice.userId}/data/${notice.service}`,
    time: at,
    datacontenttype: 'application/json',
    data,
  };
}

/** The same for the same occurrence, however often it is found or sent: a receiver knows it again by this. */
export function eventIdOf(notice: NoticeMessage): string {
  const { kind, tenantId, operationId, userId, service, until, daysBefore } = notice;
  const identity = [kind, tenantId, operationId, userId, service, until, daysBefore];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}
