import { createHmac } from 'node:crypto';
import { isUnderHold } from '../../licensing/user.ts';
import type { NoticeSettings } from '../../settings.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { markDelivered } from './delivered-notices.ts';
import { toNoticeEvent } from './notice-event.ts';
import type { NoticeMessage } from '../../messages/notices.ts';
import { note } from '../engine/note.ts';
import type { Services } from '../engine/services.ts';

const answerWithinMs = 10_000;

/** The receiver did not take a notice; it is sent again. */
class NoticeRefusedError extends Error {
  override readonly name = 'NoticeRefusedError';
  readonly retry = 'later';
}

/**
 * Posts a notice to the address of the settings, as a CloudEvents 1.0 event. The header `x-unseat-signature` holds
 * `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits, made with the shared secret.
 * @throws NoticeRefusedError when the answer is not 2xx; an error of fetch when there is none within 10 seconds
 */
export async function sendNotice(
  services: Services,
  settings: NoticeSettings | null,
  notice: NoticeMessage,
): Promise<void> {
  const event = toNoticeEvent(notice);
  if (settings === null) {
    services.log(`notice ${event.id}: not sent, no address is set any more`);
    return;
  }
  if (!(await isStillTrue(services, notice))) {
    services.log(`notice ${event.id}: not sent, the data is not purged at that time any more`);
    return;
  }
  const body = JSON.stringify(event);
  const response = await fetch(settings.url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/cloudevents+json',
      'x-unseat-signature': `sha256=${createHmac('sha256', settings.secret).update(body).digest('hex')}`,
    },
    // An address that was checked may not lead to one that was not.
    redirect: 'error',
    signal: AbortSignal.timeout(answerWithinMs),
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new NoticeRefusedError(`notice ${event.id}: the receiver answered ${response.status}`);
  }
  note(services, {
    event: 'notice',
    tenantId: notice.tenantId,
    kind: notice.kind,
    delivered: true,
  });
  // Sent again where this fails, under the same event id.
  await markDelivered(services, notice);
}

/** A license, a restore or a hold may have come while the notice waited; what has happened stays true. */
async function isStillTrue({ tables }: Services, notice: NoticeMessage): Promise<boolean> {
  if (notice.kind !== 'purgeSoon') return true;
  const user = (await new TenantStore(tables, notice.tenantId).user(notice.userId))?.value;
  if (user === undefined || isUnderHold(user)) return false;
  const data = user.data[notice.service];
  return data?.state === 'held' && data.until === notice.until;
}
