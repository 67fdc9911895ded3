import { z } from 'zod';
import { PlanId, SkuId } from '../ids.ts';
import { classifyPlan } from './service-plans.ts';
import type { Service } from './service.ts';

export const ServicePlan = z.strictObject({
  servicePlanId: PlanId,
  servicePlanName: z.string(),
  displayName: z.string().nullable(),
  appliesTo: z.enum(['User', 'Company']),
  provisioningStatus: z.string(),
});
export type ServicePlan = z.infer<typeof ServicePlan>;

/** Units of a subscription by state, as Graph's `prepaidUnits`. */
export const PrepaidUnits = z.strictObject({
  enabled: z.number().int().nonnegative(),
  warning: z.number().int().nonnegative(),
  suspended: z.number().int().nonnegative(),
  lockedOut: z.number().int().nonnegative(),
});
export type PrepaidUnits = z.infer<typeof PrepaidUnits>;

/** A product (SKU) of a tenant: what it is and contains. Its consumed seats are counted elsewhere. */
export const Product = z.strictObject({
  skuId: SkuId,
  skuPartNumber: z.string(),
  displayName: z.string(),
  capabilityStatus: z.string(),
  appliesTo: z.enum(['User', 'Company']),
  prepaid: PrepaidUnits,
  servicePlans: z.array(ServicePlan),
  /** What the imported dump said Microsoft counted; kept beside our own count. */
  reportedConsumed: z.number().int().nullable(),
  subscriptionIds: z.array(z.string()),
  /** Moves whenever its plans change; users say by which version they were derived. */
  plansVersion: z.number().int().nonnegative().default(0),
});
export type Product = z.infer<typeof Product>;

/** The products of a tenant by id. */
export type Products = ReadonlyMap<SkuId, Product>;

/** The service a plan of a product provides to users, or null. */
export function serviceOfPlan(plan: ServicePlan): Service | null {
  return classifyPlan(plan.servicePlanName, plan.appliesTo).service;
}

/** Seats nobody uses: enabled + warning - consumed. Negative when more are assigned than paid. */
export function availableSeats(prepaid: PrepaidUnits, consumed: number): number {
  return prepaid.enabled + prepaid.warning - consumed;
}
