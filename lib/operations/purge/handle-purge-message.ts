import pMap from 'p-map';
import { UnseatError } from '../../errors.ts';
import type { TenantId, UserId } from '../../licensing/ids.ts';
import type { PurgeMessage } from '../../messages/purges.ts';
import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import { noteGivenUp } from '../engine/given-up.ts';
import type { Services } from '../engine/services.ts';
import { purgeUser } from './purge-user.ts';

const usersAtOnce = 8;

/** Users of a message could not be purged: it comes again, and after five times is shown as poison. */
class PurgeGivenUpError extends UnseatError {
  constructor(count: number) {
    super('serviceUnavailable', `${count} users of a purge were given up; it is tried again.`);
  }
}

/**
 * Purges the users of a message side by side; one that is given up keeps no other from its end. Safe to run twice.
 * @throws UnseatError serviceUnavailable when a user was given up, so that the message comes again
 */
export async function handlePurgeMessage(
  services: Services,
  { tenantId, userIds }: PurgeMessage,
): Promise<void> {
  const ends = await pMap(userIds, (userId) => purgeReadable(services, tenantId, userId), {
    concurrency: usersAtOnce,
  });
  const count = ends.filter((end) => end === 'givenUp').length;
  if (count === 0) return;
  services.log(`purge of ${tenantId}: ${count} users given up, the message comes again`);
  await noteGivenUp(services, 'purges', tenantId);
  throw new PurgeGivenUpError(count);
}

/** What a damaged row is needed for is not purged: its wake-up stays, and the others do not wait for it. */
async function purgeReadable(
  services: Services,
  tenantId: TenantId,
  userId: UserId,
): Promise<Awaited<ReturnType<typeof purgeUser>> | null> {
  try {
    return await purgeUser(services, tenantId, userId);
  } catch (error) {
    return leaveOut(error, services.log);
  }
}
