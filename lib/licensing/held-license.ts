import type { GroupId, PlanId, SkuId } from './ids.ts';
import type { Assignment } from './user.ts';

/** A group a product is inherited from. In `Error` the product holds no seat by it and provides nothing. */
export interface GroupWay extends Pick<Assignment, 'state' | 'error'> {
  readonly groupId: GroupId;
}

/** A product as a user holds it, whatever number of ways. */
export interface HeldLicense extends Pick<Assignment, 'state' | 'error'> {
  readonly skuId: SkuId;
  readonly isDirect: boolean;
  readonly groups: readonly GroupWay[];
  readonly disabledPlans: readonly PlanId[];
}

/** From what provides to what does not: a product is in order when one of its ways is. */
const states = ['Active', 'ActiveWithError', 'Disabled', 'Error'] as const;

/** Every product of these assignments once. */
export function heldLicenses(assignments: readonly Assignment[]): readonly HeldLicense[] {
  const skuIds = [...new Set(assignments.map(({ skuId }) => skuId))];
  return skuIds.map((skuId) => heldLicense(assignments, skuId)).filter((held) => held !== null);
}

/** How a product is held; null where it is not. */
export function heldLicense(assignments: readonly Assignment[], skuId: SkuId): HeldLicense | null {
  const ways = assignments.filter((way) => way.skuId === skuId);
  if (ways.length === 0) return null;
  const inOrder = ways.filter(({ state }) => state !== 'Error');
  const counting = inOrder.length > 0 ? inOrder : ways;
  return {
    skuId,
    isDirect: ways.some(({ groupId }) => groupId === null),
    groups: groupWays(ways),
    // A plan is off only when every way that counts turns it off.
    disabledPlans: (counting[0]?.disabledPlans ?? []).filter((planId) =>
      counting.every(({ disabledPlans }) => disabledPlans.includes(planId)),
    ),
    state: states.find((state) => ways.some((way) => way.state === state)) ?? 'Error',
    error: ways.map(({ error }) => error).find((error) => error !== null) ?? null,
  };
}

function groupWays(ways: readonly Assignment[]): readonly GroupWay[] {
  return ways.flatMap(({ groupId, state, error }) =>
    groupId === null ? [] : [{ groupId, state, error }],
  );
}
