import { notFound } from '../../errors.ts';
import type { SkuId } from '../../licensing/ids.ts';
import { seatsAssigned } from '../../refusals/licenses.ts';
import { productWrite } from '../../storage/rows/product-row.ts';
import type { ProductAnswer } from './read-products.ts';
import { productAnswer } from './read-products.ts';
import { runOperation } from '../engine/run-operation.ts';
import { readSnapshot } from '../engine/seat-ledger.ts';
import type { Session } from '../engine/session.ts';
import { ProductAnswer as ProductAnswerSchema } from '../engine/answers/shapes.ts';

/**
 * Sets how many seats of a product are paid.
 * @throws UnseatError conflict below what is assigned, with how many must be unassigned first
 */
export async function setSeats(
  session: Session,
  skuId: SkuId,
  enabledUnits: number,
): Promise<ProductAnswer> {
  const { store } = session;
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const run = await runOperation(session, catalog, {
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
        const { skuPartNumber } = product;
        throw seatsAssigned(
          { skuId, skuPartNumber, consumed: seats.consumed, enabledUnits, tooFew },
          { way: { kind: 'unassignProduct', skuId, seats: tooFew } },
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
  session.catalogs.forget(session.tenantId);
  return ProductAnswerSchema.parse(run.parts[0]?.results[0]);
}
