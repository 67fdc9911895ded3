import type { PlanId, SkuId } from './ids.ts';
import { withAssignments } from './data.ts';
import { settleDue } from './due.ts';
import type { Occasion } from './occasion.ts';
import { seatsOf } from './products/providers.ts';
import type { Assignment, User } from './user.ts';
import { maxProductsPerUser } from './user.ts';
import { isUsageLocation } from './usage-location.ts';

export interface LicenseToAssign {
  readonly skuId: SkuId;
  readonly disabledPlans: readonly PlanId[];
  readonly assignedAt?: Assignment['assignedAt'] | undefined;
  /** Of what is given back as it was; absent: in order. */
  readonly state?: Assignment['state'] | null | undefined;
  readonly error?: Assignment['error'] | undefined;
}

/** What is wrong with licenses, whoever is to get them. */
type LicenseRefusal =
  | { readonly kind: 'notForUsers'; readonly skuId: SkuId }
  | { readonly kind: 'unknownPlans'; readonly skuId: SkuId; readonly planIds: readonly PlanId[] };

/** Why licenses can't be given; nothing has changed. */
export type AssignRefusal =
  | { readonly kind: 'noUsageLocation' }
  | { readonly kind: 'noSeats'; readonly missing: readonly SeatsMissing[] }
  | LicenseRefusal
  | { readonly kind: 'tooManyProducts'; readonly most: number };

interface SeatsMissing {
  readonly skuId: SkuId;
  readonly missing: number;
}

export type Assigned =
  | {
      readonly kind: 'assigned' | 'unchanged';
      readonly user: User;
      readonly newSeats: readonly SkuId[];
    }
  | AssignRefusal;

/**
 * Gives products directly to a user who exists; one already held directly gets the other disabled plans. Held data the
 * products provide comes back.
 * @param available seats nobody uses, of every product asked for that the user holds no seat of
 */
export function decideAssign(
  current: User,
  licenses: readonly LicenseToAssign[],
  available: ReadonlyMap<SkuId, number>,
  occasion: Occasion,
): Assigned {
  const refusal = refuseInput(current, licenses, occasion);
  if (refusal === null && !isUsageLocation(current.usageLocation))
    return { kind: 'noUsageLocation' };
  return decideGiveBack(current, licenses, available, occasion);
}

/**
 * Gives licenses back that a user held: like `decideAssign`, but a usage location that was not asked for when they were
 * held is not asked for now.
 * @param available seats nobody uses, of every product asked for that the user holds no seat of
 */
export function decideGiveBack(
  current: User,
  licenses: readonly LicenseToAssign[],
  available: ReadonlyMap<SkuId, number>,
  occasion: Occasion,
): Assigned {
  const refusal = refuseInput(current, licenses, occasion);
  if (refusal !== null) return refusal;
  const user = settleDue(current, occasion);
  const assignments = licenses.reduce<readonly Assignment[]>(
    (held, license) => give(held, license, occasion),
    user.assignments,
  );
  const before = seatsOf(user.assignments);
  const newSeats = [...seatsOf(assignments)].filter((skuId) => !before.has(skuId));
  const missing = newSeats
    .map((skuId) => ({ skuId, missing: 1 - (available.get(skuId) ?? 0) }))
    .filter((short) => short.missing > 0);
  if (missing.length > 0) return { kind: 'noSeats', missing };
  if (JSON.stringify(assignments) === JSON.stringify(user.assignments)) {
    return { kind: 'unchanged', user: current, newSeats: [] };
  }
  return { kind: 'assigned', user: withAssignments(user, assignments, occasion), newSeats };
}

function refuseInput(
  user: User,
  licenses: readonly LicenseToAssign[],
  { products }: Occasion,
): AssignRefusal | null {
  const wrong = refuseLicenses(licenses, products);
  if (wrong !== null) return wrong;
  const productCount = new Set([...user.assignments, ...licenses].map(({ skuId }) => skuId)).size;
  if (productCount > maxProductsPerUser) {
    return { kind: 'tooManyProducts', most: maxProductsPerUser };
  }
  return null;
}

/** Why no user can be given these licenses: a product or a plan that is not one of the tenant's for users. */
export function refuseLicenses(
  licenses: readonly LicenseToAssign[],
  products: Occasion['products'],
): LicenseRefusal | null {
  for (const { skuId, disabledPlans } of licenses) {
    const product = products.get(skuId);
    if (product?.appliesTo !== 'User') return { kind: 'notForUsers', skuId };
    const known = new Set(product.servicePlans.map(({ servicePlanId }) => servicePlanId));
    const planIds = disabledPlans.filter((planId) => !known.has(planId));
    if (planIds.length > 0) return { kind: 'unknownPlans', skuId, planIds };
  }
  return null;
}

function give(
  held: readonly Assignment[],
  { skuId, disabledPlans, assignedAt, state, error }: LicenseToAssign,
  { now }: Occasion,
): readonly Assignment[] {
  const isSame = (way: Assignment): boolean => way.skuId === skuId && way.groupId === null;
  const present = held.find(isSame);
  const direct: Assignment = {
    skuId,
    groupId: null,
    disabledPlans: [...disabledPlans].toSorted(),
    state: state ?? 'Active',
    error: error ?? null,
    assignedAt: assignedAt ?? present?.assignedAt ?? now,
  };
  return present === undefined
    ? [...held, direct]
    : held.map((way) => (way === present ? direct : way));
}
