import type { UserId } from '../../licensing/ids.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { changeUser } from '../engine/change-user.ts';
import type { Session } from '../engine/session.ts';
import { refuseUser } from '../licenses/unassign-licenses.ts';

/**
 * Sets the country a user's services are used in, without which no license can be given. Licenses and data stay as they
 * are.
 * @param usageLocation ISO 3166-1 alpha-2
 * @throws UnseatError conflict for a deleted user
 */
export function setUsageLocation(
  session: Session,
  userId: UserId,
  usageLocation: string,
): Promise<OperationAnswer> {
  const request = { path: 'usageLocation', userId, usageLocation } as const;
  return changeUser(session, request, (user, { dueBy }) => {
    const refusal = refuseUser(userId, user, dueBy);
    if (refusal !== null) throw refusal;
    return user.usageLocation === usageLocation ? user : { ...user, usageLocation };
  });
}
