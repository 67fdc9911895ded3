import type { SkuId } from '../ids.ts';
import type { Product, Products, ServicePlan } from './product.ts';
import { enabledPlans } from './providers.ts';
import { classifyPlan } from './service-plans.ts';
import type { Assignment } from '../user.ts';

/** A plan that works only beside another one. */
interface PlanDependency {
  readonly plan: string;
  /** What it needs, in words. */
  readonly need: string;
  readonly isMetBy: (plan: ServicePlan) => boolean;
}

const dependencies: readonly PlanDependency[] = [
  {
    // Graph's own refusal: "service plan fe71d6c3-… (SHAREPOINT_PROJECT) depends on the service plan(s) 5dbe027f-…
    // (SHAREPOINTENTERPRISE)"; Project Online is built on SharePoint sites.
    plan: 'SHAREPOINT_PROJECT',
    need: 'a SharePoint plan',
    isMetBy: ({ servicePlanName, appliesTo }) =>
      servicePlanName.startsWith('SHAREPOINT') &&
      classifyPlan(servicePlanName, appliesTo).service === 'oneDrive',
  },
  {
    // Exchange Online Archiving service description: "Exchange Online Archiving for Exchange Online" is an add-on to a
    // mailbox of an Exchange Online plan.
    plan: 'EXCHANGE_S_ARCHIVE_ADDON',
    need: 'an Exchange plan',
    isMetBy: ({ servicePlanName, appliesTo }) =>
      classifyPlan(servicePlanName, appliesTo).service === 'exchange',
  },
  {
    // Graph's own refusal: "service plan f544b08d-… (MCOMEETADV_GOV, audio conferencing for GCC) depends on the service
    // plan(s) 304767db-… (TEAMS_GOV),a31ef4a2-… (MCOSTANDARD_GOV)": MicrosoftDocs/microsoft-365-docs pull request 3864.
    plan: 'MCOMEETADV_GOV',
    need: 'a Teams or Skype for Business plan for government',
    isMetBy: ({ servicePlanName }) =>
      ['TEAMS_GOV', 'MCOSTANDARD_GOV'].includes(servicePlanName.toUpperCase()),
  },
];

/**
 * Plans that can't be on at once. Graph's own refusal: "service plans 4fa4026d-… (TEAMS_FREE),57ff2da0-… (TEAMS1) are
 * mutually exclusive". Microsoft's table "Service plans that cannot be assigned at the same time" is older than what is
 * true: SharePoint, Teams and since January 2023 Exchange take several plans of one user ("Introducing Support for
 * Concurrent Exchange Online License Assignments", Exchange Team Blog).
 */
const exclusions: readonly (readonly [string, string])[] = [['TEAMS1', 'TEAMS_FREE']];

/** A change that would leave a plan without what it needs. */
export interface BrokenDependency {
  readonly plan: ServicePlan;
  readonly need: string;
  /** The product that contains the plan and is kept or given. */
  readonly product: Product;
  /** The plans that meet the need: those that would go, else those the tenant's products have. */
  readonly neededPlans: readonly ServicePlan[];
  /** The products that provide what is needed: those that would go, else any of the tenant's. */
  readonly neededProducts: readonly Product[];
}

/**
 * What a change of a user's assignments would break that is whole now: a dependent plan left alone by a removal, or given
 * without what it needs.
 */
export function brokenDependencies(
  before: readonly Assignment[],
  after: readonly Assignment[],
  products: Products,
): readonly BrokenDependency[] {
  return dependencies.flatMap((dependency) => {
    if (!isBroken(dependency, after, products) || isBroken(dependency, before, products)) return [];
    const holder = after.find((way) =>
      enabledPlans([way], products).some(
        ({ servicePlanName }) => servicePlanName === dependency.plan,
      ),
    );
    const product = holder && products.get(holder.skuId);
    const plan = product?.servicePlans.find(
      ({ servicePlanName }) => servicePlanName === dependency.plan,
    );
    if (product === undefined || plan === undefined) return [];
    const going = providing(dependency, productsOf(before, products));
    const neededProducts = going.length > 0 ? going : providing(dependency, [...products.values()]);
    const needed = neededProducts.flatMap(({ servicePlans }) =>
      servicePlans.filter(dependency.isMetBy),
    );
    const neededPlans = [...new Map(needed.map((found) => [found.servicePlanId, found])).values()];
    return [{ plan, need: dependency.need, product, neededPlans, neededProducts }];
  });
}

/** Two plans that a change would turn on at once and that can't be. */
export function newExclusions(
  before: readonly Assignment[],
  after: readonly Assignment[],
  products: Products,
): readonly (readonly [ServicePlan, ServicePlan])[] {
  return exclusions.flatMap((names) => {
    const pairOf = (assignments: readonly Assignment[]): readonly ServicePlan[] =>
      enabledPlans(assignments, products).filter(({ servicePlanName }) =>
        names.includes(servicePlanName),
      );
    const [first, second] = pairOf(after);
    const isNew = pairOf(before).length < names.length;
    return isNew && first !== undefined && second !== undefined ? [[first, second] as const] : [];
  });
}

function isBroken(
  { plan, isMetBy }: PlanDependency,
  assignments: readonly Assignment[],
  products: Products,
): boolean {
  const plans = enabledPlans(assignments, products);
  return plans.some(({ servicePlanName }) => servicePlanName === plan) && !plans.some(isMetBy);
}

function productsOf(assignments: readonly Assignment[], products: Products): readonly Product[] {
  const skuIds = new Set<SkuId>(assignments.map(({ skuId }) => skuId));
  return [...skuIds].flatMap((skuId) => products.get(skuId) ?? []);
}

function providing({ isMetBy }: PlanDependency, products: readonly Product[]): readonly Product[] {
  return products.filter(({ servicePlans }) => servicePlans.some(isMetBy));
}
