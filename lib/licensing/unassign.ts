import { withAssignments } from './data.ts';
import { settleDue } from './due.ts';
import type { SkuId } from './ids.ts';
import type { Occasion } from './occasion.ts';
import type { LicenseOutcome, TakenLicense } from './outcome.ts';
import { heldNow } from './outcome.ts';
import type { User } from './user.ts';

export interface Unassigned {
  readonly kind: 'unassigned' | 'unchanged';
  readonly user: User;
  readonly licenses: readonly LicenseOutcome[];
  readonly taken: readonly TakenLicense[];
}

/**
 * Takes products away from a user who exists. Only direct assignments go; what is inherited stays and its groups are
 * named, those in error too.
 * @param skuIds the products, or `allDirect`: every product held in any way, of which only the direct ones go
 */
export function decideUnassign(
  current: User,
  skuIds: readonly SkuId[] | 'allDirect',
  occasion: Occasion,
): Unassigned {
  const user = settleDue(current, occasion);
  const asked = skuIds === 'allDirect' ? heldProducts(user) : skuIds;
  const licenses = asked.map((skuId) => outcomeOf(user, skuId));
  const going = new Set(
    licenses
      .filter(({ outcome }) => outcome === 'unassigned' || outcome === 'stillInherited')
      .map(({ skuId }) => skuId),
  );
  if (going.size === 0) return { kind: 'unchanged', user: current, licenses, taken: [] };
  const isGoing = ({ skuId, groupId }: User['assignments'][number]): boolean =>
    groupId === null && going.has(skuId);
  return {
    kind: 'unassigned',
    user: withAssignments(
      user,
      user.assignments.filter((assignment) => !isGoing(assignment)),
      occasion,
    ),
    licenses,
    taken: user.assignments
      .filter(isGoing)
      .map(({ skuId, disabledPlans, assignedAt, state, error }) => ({
        skuId,
        disabledPlans,
        assignedAt,
        state: state === 'Active' ? null : state,
        error,
      })),
  };
}

function heldProducts(user: User): readonly SkuId[] {
  return [...new Set(user.assignments.map(({ skuId }) => skuId))];
}

function outcomeOf({ assignments }: User, skuId: SkuId): LicenseOutcome {
  const now = heldNow(assignments, skuId);
  const direct = assignments.find((way) => way.skuId === skuId && way.groupId === null);
  if (direct === undefined) {
    return {
      skuId,
      outcome: now.groups.length > 0 ? 'inheritedFromGroup' : 'notAssigned',
      ...now,
    };
  }
  // Through a group in error nothing is held that could stay.
  const isStillHeld = now.groups.some(({ state }) => state !== 'Error');
  const { groups } = now;
  const { state, error } = direct;
  return { skuId, outcome: isStillHeld ? 'stillInherited' : 'unassigned', groups, state, error };
}
