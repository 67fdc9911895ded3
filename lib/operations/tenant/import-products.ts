import { z } from 'zod';
import { PlanId, SkuId } from '../../licensing/ids.ts';
import { haveSamePlans } from '../../licensing/products/plans-version.ts';
import type { Product } from '../../licensing/products/product.ts';
import { DamagedRowError } from '../../storage/rows/document.ts';
import { holdersOf } from '../../storage/rows/holder-row.ts';
import { productWrite } from '../../storage/rows/product-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import { accepted, importEntries, readEntries, rejected, unchanged } from './import-part.ts';

const units = z.number().int().nonnegative().default(0);

/** A product as Graph's `subscribedSkus` gives it. */
const SubscribedSku = z.object({
  skuId: SkuId,
  skuPartNumber: z.string().min(1),
  appliesTo: z.enum(['User', 'Company']).default('User'),
  capabilityStatus: z.string().default('Enabled'),
  consumedUnits: z.number().int().nullish(),
  prepaidUnits: z
    .object({ enabled: units, warning: units, suspended: units, lockedOut: units })
    .default({ enabled: 0, warning: 0, suspended: 0, lockedOut: 0 }),
  subscriptionIds: z.array(z.string()).default([]),
  // Required: a product without plans provides nothing to anybody, so it is never guessed.
  servicePlans: z.array(
    z.object({
      servicePlanId: PlanId,
      servicePlanName: z.string(),
      provisioningStatus: z.string().default('Success'),
      appliesTo: z.enum(['User', 'Company']).default('User'),
    }),
  ),
});
type SubscribedSku = z.infer<typeof SubscribedSku>;

/** Takes in products. Our own count of consumed seats stays; the dump's is kept beside it. */
export async function importProducts(
  session: Session,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const read = readEntries(part, SubscribedSku, ({ skuId }) => skuId);
  const answer = await importEntries(session, catalog, read, {
    kind: 'subscribedSkus',
    userIdOf: () => null,
    decide: async ({ target }) => {
      const seats = await store.seats(target.value.skuId).catch(whyNot);
      if (typeof seats === 'string') return { after: null, result: rejected(target, seats) };
      const product = await withVersion(
        store,
        toProduct(target.value, seats?.row.product ?? null),
        seats?.row.product ?? null,
      );
      if (JSON.stringify(product) === JSON.stringify(seats?.row.product)) {
        return { after: null, result: unchanged(target) };
      }
      const { consumed, derivedTo } = seats?.row ?? { consumed: 0, derivedTo: 0 };
      const row = { product, consumed, derivedTo };
      return {
        after: null,
        result: accepted(target),
        writes: [productWrite(row, seats?.etag ?? null)],
      };
    },
  });
  session.catalogs.forget(session.tenantId);
  return answer;
}

/** A damaged row can't be replaced: how many seats are consumed stands in it alone. The others of the part go in. */
function whyNot(error: unknown): string {
  if (error instanceof DamagedRowError) return error.message;
  throw error;
}

function toProduct(sku: SubscribedSku, before: Product | null): Product {
  const names = new Map(
    before?.servicePlans.map(({ servicePlanId, displayName }) => [servicePlanId, displayName]),
  );
  // Some products list a plan twice.
  const plans = new Map(sku.servicePlans.map((plan) => [plan.servicePlanId, plan]));
  return {
    skuId: sku.skuId,
    skuPartNumber: sku.skuPartNumber,
    displayName: before?.displayName ?? sku.skuPartNumber,
    capabilityStatus: sku.capabilityStatus,
    appliesTo: sku.appliesTo,
    prepaid: sku.prepaidUnits,
    servicePlans: [...plans.values()].map((plan) => ({
      servicePlanId: plan.servicePlanId,
      servicePlanName: plan.servicePlanName,
      displayName: names.get(plan.servicePlanId) ?? null,
      appliesTo: plan.appliesTo,
      provisioningStatus: plan.provisioningStatus,
    })),
    reportedConsumed: sku.consumedUnits ?? null,
    subscriptionIds: sku.subscriptionIds,
    plansVersion: before?.plansVersion ?? 0,
  };
}

/** Other plans are another version; so are those of a product that somebody holds already though nobody knew it. */
async function withVersion(
  store: TenantStore,
  product: Product,
  before: Product | null,
): Promise<Product> {
  const isOther =
    before === null
      ? (await store.first(holdersOf(product.skuId), 1)).length > 0
      : !haveSamePlans(before, product);
  return isOther ? { ...product, plansVersion: product.plansVersion + 1 } : product;
}
