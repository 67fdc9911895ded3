import { z } from 'zod';
import { PlanId, SkuId, UserId } from '../licensing/ids.ts';
import { UnassignPath } from '../licensing/paths.ts';
import { Cloud } from '../licensing/tenant.ts';
import { problem, refusal } from './refusal.ts';

/** Why licenses can't be given or taken. The sentences begin with Graph's words where Graph has some. */

export const usageLocationMissing = refusal('usageLocationMissing', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId }),
  sentence: "License assignment cannot be done for user '{userId}' with invalid usage location.",
});

export const noSeatsAvailable = refusal('noSeatsAvailable', 'conflict', {
  parameters: () =>
    z.strictObject({
      products: z.array(
        z.strictObject({
          skuId: SkuId,
          skuPartNumber: z.string(),
          missing: z.number().int(),
        }),
      ),
    }),
  sentence:
    '{#products}Subscription with SKU {skuId} ({skuPartNumber}) does not have any available licenses: {missing} more needed{/products}.',
});

export const seatsTaken = refusal('seatsTaken', 'conflict', {
  parameters: () =>
    z.strictObject({
      products: z.array(
        z.strictObject({
          skuId: SkuId,
          skuPartNumber: z.string(),
          needed: z.number().int(),
          free: z.number().int(),
          missing: z.number().int(),
        }),
      ),
    }),
  sentence:
    'Seats are missing: {#products}{missing} of {skuPartNumber} ({needed} needed, {free} free){/products}.',
});

export const tooManyProducts = refusal('tooManyProducts', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId, most: z.number().int() }),
  sentence: 'A user can hold at most {most} products.',
});

export const licenseNotHeld = refusal('licenseNotHeld', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId, skuId: SkuId }),
  sentence: 'User does not have a corresponding license.',
});

export const licenseInherited = refusal('licenseInherited', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId, skuId: SkuId }),
  sentence:
    'User license is inherited from a group membership and it cannot be removed directly from the user.',
});

export const productNotForUsers = problem('productNotForUsers', {
  parameters: () => z.strictObject({ skuId: SkuId }),
  sentence:
    "License {skuId} does not correspond to a product of this tenant that users can hold (appliesTo 'User').",
});

export const unknownProduct = problem('unknownProduct', {
  parameters: () => z.strictObject({ skuId: SkuId }),
  sentence: "This tenant has no product '{skuId}'.",
});

export const plansUnknown = problem('plansUnknown', {
  parameters: () =>
    z.strictObject({ skuId: SkuId, skuPartNumber: z.string(), planIds: z.array(PlanId) }),
  sentence: 'Product {skuPartNumber} has no service plan {planIds}.',
});

const needingPlan = {
  planId: PlanId,
  servicePlanName: z.string(),
  skuPartNumber: z.string(),
  need: z.string().describe('What it needs, in words.'),
  neededPlanIds: z.array(PlanId),
};

export const planNeedsAnother = refusal('planNeedsAnother', 'conflict', {
  parameters: () =>
    z.strictObject({
      ...needingPlan,
      providers: z.array(z.string()).describe('The products of the tenant that have it.'),
    }),
  sentence:
    'License assignment failed because service plan {planId} depends on the service plan(s) {neededPlanIds}. ' +
    'Product {skuPartNumber} needs {need}, which {providers} provides: remove or add them together in one request, ' +
    'or turn {servicePlanName} off with disabledPlans.',
});

export const planNeedsMissing = refusal('planNeedsMissing', 'conflict', {
  parameters: () => z.strictObject(needingPlan),
  sentence:
    'License assignment failed because service plan {planId} depends on the service plan(s) {neededPlanIds}. ' +
    'Product {skuPartNumber} needs {need}, which no product of the tenant provides: ' +
    'turn {servicePlanName} off with disabledPlans.',
});

export const plansExclude = refusal('plansExclude', 'conflict', {
  parameters: () => z.strictObject({ planIds: z.array(PlanId) }),
  sentence: 'License assignment failed because service plans {planIds} are mutually exclusive.',
});

export const seatsAssigned = refusal('seatsAssigned', 'conflict', {
  parameters: () =>
    z.strictObject({
      skuId: SkuId,
      skuPartNumber: z.string(),
      consumed: z.number().int(),
      enabledUnits: z.number().int(),
      tooFew: z.number().int(),
    }),
  sentence: "{skuPartNumber} has {consumed} assigned seats and can't go down to {enabledUnits}.",
});

export const pathNotAvailableInCloud = refusal(
  'pathNotAvailableInCloud',
  'pathNotAvailableInCloud',
  {
    parameters: () => z.strictObject({ path: UnassignPath, cloud: Cloud, instead: UnassignPath }),
    sentence: "The path {path} does not exist in the cloud '{cloud}'.",
  },
);
