import type { GroupId, PlanId, SkuId } from '../ids.ts';
import type { Product, Products, ServicePlan } from './product.ts';
import { serviceOfPlan } from './product.ts';
import { classifyPlan, isEnterpriseMailbox } from './service-plans.ts';
import type { Service } from './service.ts';
import { services } from './service.ts';
import type { Assignment } from '../user.ts';

/** A product that provides a service to a user, and how the user holds it. */
export interface Provider {
  readonly skuId: SkuId;
  readonly skuPartNumber: string;
  readonly isDirect: boolean;
  readonly groupIds: readonly GroupId[];
}

/** Whether an assignment counts: one in `Error` holds no seat and provides nothing. */
function holdsSeat(assignment: Assignment): boolean {
  return assignment.state !== 'Error';
}

/** The products that hold a seat, each once however many ways it is held. */
export function seatsOf(assignments: readonly Assignment[]): ReadonlySet<SkuId> {
  return new Set(assignments.filter(holdsSeat).map(({ skuId }) => skuId));
}

/** The plans that are on: of each assignment those not disabled, put together. */
export function enabledPlans(
  assignments: readonly Assignment[],
  products: Products,
): readonly ServicePlan[] {
  const plans = new Map<PlanId, ServicePlan>();
  for (const assignment of assignments) {
    for (const plan of plansOf(assignment, products)) plans.set(plan.servicePlanId, plan);
  }
  return [...plans.values()];
}

/** Which products provide each service. */
export function providersOf(
  assignments: readonly Assignment[],
  products: Products,
): ReadonlyMap<Service, readonly Provider[]> {
  return new Map(
    services.map((service) => [service, providersOfService(service, assignments, products)]),
  );
}

/** The services that at least one license, direct or inherited, provides. */
export function providedServices(
  assignments: readonly Assignment[],
  products: Products,
): ReadonlySet<Service> {
  const provided = new Set<Service>();
  for (const plan of enabledPlans(assignments, products)) {
    const service = serviceOfPlan(plan);
    if (service !== null) provided.add(service);
  }
  return provided;
}

/**
 * Whether what the assignments provide is not known for sure: one of their products is not in the catalog. Such a product
 * may provide any service, so no service is then "not provided".
 */
export function hasUnknownProduct(assignments: readonly Assignment[], products: Products): boolean {
  return [...seatsOf(assignments)].some((skuId) => !products.has(skuId));
}

/** `unlicensedProduct` is what Office says of itself when no license provides Office apps. */
export function officeAppsOf(
  assignments: readonly Assignment[],
  products: Products,
): 'licensed' | 'unlicensedProduct' {
  const isLicensed = enabledPlans(assignments, products).some(
    ({ servicePlanName }) => classifyPlan(servicePlanName).providesOfficeApps,
  );
  return isLicensed ? 'licensed' : 'unlicensedProduct';
}

/** Whether the mailbox is of an enterprise plan: only that becomes an inactive mailbox. */
export function hasEnterpriseMailbox(
  assignments: readonly Assignment[],
  products: Products,
): boolean {
  return isEnterpriseMailbox(
    enabledPlans(assignments, products).map(({ servicePlanName }) => servicePlanName),
  );
}

function providersOfService(
  service: Service,
  assignments: readonly Assignment[],
  products: Products,
): readonly Provider[] {
  const providing = assignments.filter((assignment) =>
    plansOf(assignment, products).some((plan) => serviceOfPlan(plan) === service),
  );
  return [...new Set(providing.map(({ skuId }) => skuId))].map((skuId) => {
    const ways = providing.filter((assignment) => assignment.skuId === skuId);
    return {
      skuId,
      skuPartNumber: products.get(skuId)?.skuPartNumber ?? skuId,
      isDirect: ways.some(({ groupId }) => groupId === null),
      groupIds: ways.flatMap(({ groupId }) => (groupId === null ? [] : [groupId])),
    };
  });
}

function plansOf(assignment: Assignment, products: Products): readonly ServicePlan[] {
  const product: Product | undefined = products.get(assignment.skuId);
  if (product === undefined || !holdsSeat(assignment)) return [];
  const disabled = new Set(assignment.disabledPlans);
  return product.servicePlans.filter(({ servicePlanId }) => !disabled.has(servicePlanId));
}
