import { notFound } from '../../errors.ts';
import type { UserId } from '../../licensing/ids.ts';
import { isRemoved } from '../../licensing/due.ts';
import { ownDelegate, tooManyDelegates } from '../../refusals/held-data.ts';
import { changeUser } from '../engine/change-user.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import type { Session } from '../engine/session.ts';

const mostDelegates = 50;

/**
 * Lets another user of the tenant read this user's data while it is held.
 * @throws UnseatError notFound when there is no such delegate in the tenant
 */
export async function addDelegate(
  session: Session,
  userId: UserId,
  delegateId: UserId,
): Promise<OperationAnswer> {
  const delegate = await session.store.user(delegateId);
  const change = { path: 'addDelegate', userId, delegateId } as const;
  // Within the decision: an operation that is repeated answers from its record, whoever is deleted by now.
  return changeUser(session, change, (user) => {
    if (delegate === null || isRemoved(delegate.value) || delegate.value.deletion !== null) {
      throw notFound('user', delegateId, 'A delegate is a user of this tenant who is not deleted.');
    }
    if (delegateId === userId) throw ownDelegate({ userId });
    if (user.delegates.includes(delegateId)) return user;
    if (user.delegates.length >= mostDelegates) {
      throw tooManyDelegates(
        { userId, most: mostDelegates },
        { way: { kind: 'removeDelegate', userId } },
      );
    }
    return { ...user, delegates: [...user.delegates, delegateId] };
  });
}

/** Takes the read access away again; one who has none stays without. */
export function removeDelegate(
  session: Session,
  userId: UserId,
  delegateId: UserId,
): Promise<OperationAnswer> {
  const change = { path: 'removeDelegate', userId, delegateId } as const;
  return changeUser(session, change, (user) =>
    user.delegates.includes(delegateId)
      ? { ...user, delegates: user.delegates.filter((id) => id !== delegateId) }
      : user,
  );
}
