import type { GroupId } from '../../licensing/ids.ts';
import type { Assignment, User } from '../../licensing/user.ts';
import { eachUser } from '../../operations/users/select-users.ts';
import type { Session } from '../../operations/engine/session.ts';

/** Whether a group gives a license to a user, in order or not: so it is known to be a member. */
export function isInheriting({ assignments }: User, groupId: GroupId): boolean {
  return assignments.some((way) => way.groupId === groupId);
}

/** Whether a license that a group gives to a user is in error. */
export function isInErrorOf({ assignments }: User, groupId: GroupId): boolean {
  return assignments.some((way) => way.groupId === groupId && isInError(way));
}

function isInError({ state }: Assignment): boolean {
  return state === 'Error' || state === 'ActiveWithError';
}

/** Every group a member of which has a license from it in error. */
export async function groupsInError(session: Session): Promise<ReadonlySet<GroupId>> {
  const found = new Set<GroupId>();
  const selection = {
    state: 'active',
    scope: { kind: 'all' },
    fits: () => true,
    words: '',
  } as const;
  for await (const { user } of eachUser(session, selection, null)) {
    for (const way of user?.assignments ?? []) {
      if (way.groupId !== null && isInError(way)) found.add(way.groupId);
    }
  }
  return found;
}
