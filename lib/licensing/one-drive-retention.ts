import { addDays } from './time.ts';
import type { Tenant } from './tenant.ts';
import type { User } from './user.ts';

/**
 * A change of `oneDriveRetentionDays` applies to deletes still in progress: the OneDrive of a deleted user ends that
 * many days after the delete. An end date that a lifted hold gave stays.
 * @returns the same user when nothing changes
 */
export function withOneDriveRetention(user: User, tenant: Tenant): User {
  const { deletion } = user;
  const oneDrive = user.data.oneDrive;
  if (deletion === null || oneDrive?.state !== 'held' || oneDrive.since !== deletion.at)
    return user;
  const until = addDays(deletion.at, tenant.oneDriveRetentionDays);
  return until === oneDrive.until
    ? user
    : { ...user, data: { ...user.data, oneDrive: { ...oneDrive, until } } };
}
