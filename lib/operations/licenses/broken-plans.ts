import type { UnseatError } from '../../errors.ts';
import { brokenDependencies, newExclusions } from '../../licensing/products/plan-dependencies.ts';
import type { Products } from '../../licensing/products/product.ts';
import type { Assignment } from '../../licensing/user.ts';
import { planNeedsAnother, planNeedsMissing, plansExclude } from '../../refusals/licenses.ts';

/**
 * Why a change of assignments can't be: it would leave a plan without what it needs, or turn on plans that exclude each
 * other. Begins with Graph's words, then names the products and the way out; null when nothing is wrong.
 */
export function brokenPlans(
  before: readonly Assignment[],
  after: readonly Assignment[],
  products: Products,
): UnseatError | null {
  const [broken] = brokenDependencies(before, after, products);
  if (broken !== undefined) {
    const { plan, need, product, neededPlans, neededProducts } = broken;
    const providers = neededProducts.map(({ skuPartNumber }) => skuPartNumber);
    const missing = {
      planId: plan.servicePlanId,
      servicePlanName: plan.servicePlanName,
      skuPartNumber: product.skuPartNumber,
      need,
      neededPlanIds: neededPlans.map(({ servicePlanId }) => servicePlanId),
    };
    return providers.length === 0
      ? planNeedsMissing(missing)
      : planNeedsAnother({ ...missing, providers });
  }
  const [pair] = newExclusions(before, after, products);
  if (pair !== undefined) {
    return plansExclude({ planIds: pair.map(({ servicePlanId }) => servicePlanId) });
  }
  return null;
}
