import type { UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { masteredOnPremises } from '../../refusals/users.ts';
import type { OneUserRequest } from '../../storage/rows/operation-request.ts';
import { changeUser } from '../engine/change-user.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import type { Session } from '../engine/session.ts';
import { refuseUser } from '../licenses/unassign-licenses.ts';

/** The properties of a user that Graph's PATCH can change here. */
export type UserUpdate = Partial<Pick<User, 'accountEnabled' | 'usageLocation' | 'displayName'>>;

/**
 * Changes properties of a user, all in one transaction.
 * @throws UnseatError conflict for the name of a user that comes from on-premises
 */
export function updateUser(
  session: Session,
  userId: UserId,
  update: UserUpdate,
): Promise<OperationAnswer> {
  return changeUser(session, requestOf(userId, update), (user, { dueBy }) => {
    const refusal = refuseUser(userId, user, dueBy);
    if (refusal !== null) throw refusal;
    const after = { ...user, ...update };
    if (user.isSynced && after.displayName !== user.displayName) {
      throw masteredOnPremises({ userId });
    }
    return JSON.stringify(after) === JSON.stringify(user) ? user : after;
  });
}

/** Ends a user's sessions. Unseat gives none, so there is nothing to end; that it was asked for is recorded. */
export function revokeSessions(session: Session, userId: UserId): Promise<OperationAnswer> {
  const change = { path: 'graph', action: 'revokeSignInSessions', userId } as const;
  return changeUser(session, change, (user, { dueBy }) => {
    const refusal = refuseUser(userId, user, dueBy);
    if (refusal !== null) throw refusal;
    return user;
  });
}

function requestOf(userId: UserId, { accountEnabled, ...profile }: UserUpdate): OneUserRequest {
  if (accountEnabled === undefined) return { path: 'graph', action: 'update', userId, ...profile };
  return { path: accountEnabled ? 'unblock' : 'block', userId, ...profile };
}
