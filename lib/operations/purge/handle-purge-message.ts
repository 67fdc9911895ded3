import pMap from 'p-map';
import type { Instant } from '../../licensing/time.ts';
import { purgeUser } from './purge-user.ts';
import type { Services } from '../engine/services.ts';
import type { PurgeMessage } from '../../messages/purges.ts';
import { foldTenant, sweepTenant } from './sweep.ts';

const usersAtOnce = 8;

/** Purges the users of a message side by side, or goes on with a sweep or with the chain of the audit. Safe to run twice. */
export async function handlePurgeMessage(
  services: Services,
  message: PurgeMessage,
  now: Instant,
): Promise<void> {
  if (message.kind === 'sweep') {
    await sweepTenant(services, message.tenantId, now, message.from);
    return;
  }
  if (message.kind === 'fold') {
    await foldTenant(services, message.tenantId);
    return;
  }
  const { tenantId, userIds } = message;
  await pMap(userIds, (userId) => purgeUser(services, tenantId, userId), {
    concurrency: usersAtOnce,
  });
}
