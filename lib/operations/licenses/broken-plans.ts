import type { UnseatError } from '../../errors.ts';
import { conflict } from '../../errors.ts';
import { brokenDependencies, newExclusions } from '../../licensing/products/plan-dependencies.ts';
import type { Products } from '../../licensing/products/product.ts';
import type { Assignment } from '../../licensing/user.ts';

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
    const providers = neededProducts.map(({ skuPartNumber }) => skuPartNumber).join(', ');
    return conflict(
      `License assignment failed because service plan ${plan.servicePlanId} depends on the service plan(s) ` +
        `${neededPlans.map(({ servicePlanId }) => servicePlanId).join(', ')}. ` +
        `Product ${product.skuPartNumber} needs ${need}, which ${providers || 'no product of the tenant'} provides: ` +
        `remove or add them together in one request, or turn ${plan.servicePlanName} off with disabledPlans.`,
    );
  }
  const [pair] = newExclusions(before, after, products);
  if (pair !== undefined) {
    return conflict(
      `License assignment failed because service plans ${pair[0].servicePlanId}, ${pair[1].servicePlanId} are mutually exclusive.`,
    );
  }
  return null;
}
