import { soonestEnd } from './delay-hold.ts';
import type { Tenant } from './tenant.ts';
import { addDays } from './time.ts';
import type { User } from './user.ts';

/**
 * A change of `oneDriveRetentionDays` applies to deletes still in progress: the OneDrive of a deleted user ends that
 * many days after the delete, but never sooner after the last hold was lifted than the delay hold lasts.
 * @returns the same user when nothing changes
 */
export function withOneDriveRetention(user: User, tenant: Tenant): User {
  const { deletion } = user;
  const oneDrive = user.data.oneDrive;
  if (deletion === null || oneDrive?.state !== 'held') return user;
  const ordinaryEnd = addDays(deletion.at, tenant.oneDriveRetentionDays);
  const until = soonestEnd(user, ordinaryEnd, tenant.ruleSet);
  return until === oneDrive.until
    ? user
    : { ...user, data: { ...user.data, oneDrive: { ...oneDrive, until } } };
}
