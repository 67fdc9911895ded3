import { maxWrites } from './limits.ts';
import { fromProductRow, productKey, productWrite, rowsOfProduct } from './rows/product-row.ts';
import { fromSeatDeltaRow } from './rows/seat-row.ts';
import { StorageRefusal } from './tables.ts';
import type { Seats, TenantStore } from './tenant-store.ts';

/** More deltas than this and a reader folds them into the base. */
export const foldAbove = 50;

/**
 * Folds deltas into the base of a product: one transaction, conditional on the base, so that each delta counts once.
 * Somebody else folding or assigning at the same time is no error: the deltas are folded then, or next time.
 */
export async function foldSeats(store: TenantStore, { row }: Seats): Promise<void> {
  const { skuId } = row.product;
  const [baseRow, ...deltas] = await store.first(rowsOfProduct(skuId), maxWrites);
  if (baseRow === undefined || baseRow.key !== productKey(skuId) || deltas.length === 0) return;
  const base = fromProductRow(baseRow);
  const consumed = deltas.reduce(
    (sum, delta) => sum + fromSeatDeltaRow(delta),
    base.value.consumed,
  );
  try {
    await store.submit([
      productWrite({ ...base.value, consumed }, base.etag),
      ...deltas.map((delta) => ({ kind: 'delete', key: delta.key }) as const),
    ]);
  } catch (error) {
    if (!(error instanceof StorageRefusal)) throw error;
  }
}
