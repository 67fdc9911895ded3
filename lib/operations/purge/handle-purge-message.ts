import pMap from 'p-map';
import { purgeUser } from './purge-user.ts';
import type { Services } from '../engine/services.ts';
import type { PurgeMessage } from '../../messages/purges.ts';

const usersAtOnce = 8;

/** Purges the users of a message side by side. Safe to run twice. */
export async function handlePurgeMessage(
  services: Services,
  { tenantId, userIds }: PurgeMessage,
): Promise<void> {
  await pMap(userIds, (userId) => purgeUser(services, tenantId, userId), {
    concurrency: usersAtOnce,
  });
}
