import { PlanId, SkuId } from '../../lib/licensing/ids.ts';
import type { Product, Products } from '../../lib/licensing/products/product.ts';

/** An id of a plan, a product, a user or a group that says its number: `…0000-000000000007`. */
export function guid(kind: number, number: number): string {
  return `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`;
}

const planNames = [
  'EXCHANGE_S_ENTERPRISE',
  'EXCHANGE_S_STANDARD',
  'EXCHANGE_S_ARCHIVE_ADDON',
  'SHAREPOINTENTERPRISE',
  'TEAMS1',
  'OFFICESUBSCRIPTION',
  'POWER_BI_PRO_PLAN',
  'FLOW_P2',
] as const;
export type PlanName = (typeof planNames)[number];

/** The plan of a name; the same one in every product that contains it. */
export function planId(name: PlanName): PlanId {
  return PlanId.parse(guid(1, planNames.indexOf(name) + 1));
}

const contents = {
  E3: ['EXCHANGE_S_ENTERPRISE', 'SHAREPOINTENTERPRISE', 'TEAMS1', 'OFFICESUBSCRIPTION', 'FLOW_P2'],
  EXCHANGE_P1: ['EXCHANGE_S_STANDARD'],
  ARCHIVE: ['EXCHANGE_S_ARCHIVE_ADDON'],
  POWER_BI: ['POWER_BI_PRO_PLAN'],
  EXCHANGE_P2: ['EXCHANGE_S_ENTERPRISE'],
} as const satisfies Record<string, readonly PlanName[]>;
/** Any product there is, also one that no tenant has in the beginning. */
export type AnyProductName = keyof typeof contents;
/** What a tenant has from the beginning; anything else comes with an import. */
export const productNames = [
  'E3',
  'EXCHANGE_P1',
  'ARCHIVE',
  'POWER_BI',
] as const satisfies readonly AnyProductName[];
export type ProductName = (typeof productNames)[number];

export function skuId(name: AnyProductName): SkuId {
  return SkuId.parse(guid(2, Object.keys(contents).indexOf(name) + 1));
}

/** A product with so many paid seats, and what it contains. */
export function product(
  name: AnyProductName,
  enabled = 100,
  plans: readonly PlanName[] = contents[name],
): Product {
  return {
    skuId: skuId(name),
    skuPartNumber: name,
    displayName: `Product ${name}`,
    capabilityStatus: 'Enabled',
    appliesTo: 'User',
    prepaid: { enabled, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans: plans.map((plan) => ({
      servicePlanId: planId(plan),
      servicePlanName: plan,
      displayName: null,
      appliesTo: 'User',
      provisioningStatus: 'Success',
    })),
    reportedConsumed: null,
    subscriptionIds: [],
    plansVersion: 0,
  };
}

export const allProducts: Products = new Map(
  productNames.map((name) => [skuId(name), product(name)]),
);
