import { z } from 'zod';
import { SkuId } from '../ids.ts';
import type { Assignment, User } from '../user.ts';
import type { Product, Products } from './product.ts';

/** By which version of a product's plans somebody's services were derived. */
export const PlansVersion = z.strictObject({ skuId: SkuId, version: z.number().int().positive() });
export type PlansVersion = z.infer<typeof PlansVersion>;

/** The versions a decision on these assignments is taken by; products whose plans never changed are left out. */
export function plansVersionsOf(
  assignments: readonly Assignment[],
  products: Products,
): PlansVersion[] {
  return [...new Set(assignments.map(({ skuId }) => skuId))]
    .map((skuId) => ({ skuId, version: products.get(skuId)?.plansVersion ?? 0 }))
    .filter(({ version }) => version > 0);
}

/** Whether products are as new as those a user was last derived by: older ones may not decide on the user again. */
export function areAsNewAs(products: Products, { plansVersions }: User): boolean {
  return plansVersions.every(
    ({ skuId, version }) => (products.get(skuId)?.plansVersion ?? 0) >= version,
  );
}

/** Whether a holder of a product was derived by older plans than it has now. */
export function isDerivedByOlder(user: User, { skuId, plansVersion }: Product): boolean {
  if (!user.assignments.some((way) => way.skuId === skuId)) return false;
  const found = user.plansVersions.find((derived) => derived.skuId === skuId);
  return (found?.version ?? 0) < plansVersion;
}

/** Whether two products contain the same plans, in whatever order and under whatever display names. */
export function haveSamePlans(a: Product, b: Product): boolean {
  return plansText(a) === plansText(b);
}

function plansText({ servicePlans }: Product): string {
  const plans = servicePlans.map((plan) => [
    plan.servicePlanId,
    plan.servicePlanName,
    plan.appliesTo,
  ]);
  return JSON.stringify(plans.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}
