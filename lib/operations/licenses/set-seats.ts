import { conflict, notFound } from '../../errors.ts';
import type { SkuId } from '../../licensing/ids.ts';
import { productWrite } from '../../storage/rows/product-row.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import type { ProductAnswer } from './read-products.ts';
import { productAnswer } from './read-products.ts';
import { runOperation } from '../engine/run-operation.ts';
import { readSnapshot } from '../engine/seat-ledger.ts';
import type { Services } from '../engine/services.ts';
import { ProductAnswer as ProductAnswerSchema } from '../engine/shapes.ts';

/**
 * Sets how many seats of a product are paid.
 * @throws UnseatError conflict below what is assigned, with how many must be unassigned first
 */
export async function setSeats(
  services: Services,
  call: Call,
  skuId: SkuId,
  enabledUnits: number,
): Promise<ProductAnswer> {
  const store = new TenantStore(services.tables, call.tenantId);
  const catalog = await services.catalogs.of(call.tenantId, call.now);
  const run = await runOperation(services, call, catalog, {
    request: { path: 'seats', skuId, enabledUnits },
    targets: [],
    userIdOf: (id) => id,
    decide: () => ({ after: null, result: null }),
    decideWhole: async () => {
      const seats = await readSnapshot(store, skuId);
      if (seats === null) throw notFound('product', skuId);
      const { product } = seats.row;
      const tooFew = seats.consumed - product.prepaid.warning - enabledUnits;
      if (enabledUnits < product.prepaid.enabled && tooFew > 0) {
        throw conflict(
          `${product.skuPartNumber} has ${seats.consumed} assigned seats and can't go down to ${enabledUnits}.`,
          { kind: 'unassignProduct', skuId, seats: tooFew },
        );
      }
      const row = {
        ...seats.row,
        product: { ...product, prepaid: { ...product.prepaid, enabled: enabledUnits } },
      };
      return {
        result: productAnswer({ ...seats, row }),
        writes: [productWrite(row, seats.etag)],
      };
    },
  });
  services.catalogs.forget(call.tenantId);
  return ProductAnswerSchema.parse(run.parts[0]?.results[0]);
}
