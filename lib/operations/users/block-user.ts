import type { UserId } from '../../licensing/ids.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { User } from '../../licensing/user.ts';
import { changeUser } from '../engine/change-user.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import type { Session } from '../engine/session.ts';
import { refuseUser } from '../licenses/unassign-licenses.ts';

/**
 * Stops or allows sign-in at once. Licenses and data stay as they are.
 * @throws UnseatError conflict for a deleted user, which can't sign in anyway
 */
export function setSignIn(
  session: Session,
  userId: UserId,
  accountEnabled: boolean,
): Promise<OperationAnswer> {
  const path = accountEnabled ? 'unblock' : 'block';
  return changeUser(session, { path, userId }, signInOf(accountEnabled));
}

/** What a user becomes who may, or may no more, sign in. @throws UnseatError conflict for a deleted user */
export function signInOf(accountEnabled: boolean) {
  return (user: User, { dueBy }: Pick<Occasion, 'dueBy'>): User => {
    const refusal = refuseUser(user.id, user, dueBy);
    if (refusal !== null) throw refusal;
    return user.accountEnabled === accountEnabled ? user : { ...user, accountEnabled };
  };
}
