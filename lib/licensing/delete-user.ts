import { dataAfterDelete } from './data.ts';
import { settleDue } from './due.ts';
import type { OperationId } from './ids.ts';
import type { Occasion } from './occasion.ts';
import { ruleSets } from './rule-sets/rule-sets.ts';
import { addDays } from './time.ts';
import type { Deletion, User } from './user.ts';

export type Deleted =
  | { readonly kind: 'deleted'; readonly user: User }
  | { readonly kind: 'alreadyDeleted'; readonly user: User }
  | { readonly kind: 'gone' }
  | { readonly kind: 'synced' }
  | { readonly kind: 'notSynced' };

/**
 * Deletes a user: every assignment, direct and inherited, ends and its seat is free at once; the data is held. A user
 * from on-premises goes only by way of directory sync, and only such a user does.
 */
export function decideDelete(
  current: User,
  path: Deletion['path'],
  operationId: OperationId,
  occasion: Occasion,
): Deleted {
  const user = settleDue(current, occasion);
  if (user.isGone) return { kind: 'gone' };
  if (user.deletion !== null) return { kind: 'alreadyDeleted', user: current };
  if (path === 'deleteUser' && current.isSynced) return { kind: 'synced' };
  if (path === 'directorySync' && !current.isSynced) return { kind: 'notSynced' };
  const { now, tenant } = occasion;
  return {
    kind: 'deleted',
    user: {
      ...user,
      assignments: [],
      data: dataAfterDelete(user, occasion),
      deletion: {
        at: now,
        path,
        operationId,
        restorableUntil: addDays(now, ruleSets[tenant.ruleSet].deletedUserDays),
        assignments: user.assignments,
      },
    },
  };
}
