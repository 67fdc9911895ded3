import { seatsKey } from './keys.ts';
import { toProductRow, fromSeatDeltaRow } from './rows/product-row.ts';
import type { Seats, TenantStore } from './tenant-store.ts';
import { keysFrom } from './keys.ts';
import { fromProductRow } from './rows/product-row.ts';
import { maxWrites } from './limits.ts';
import { StorageRefusal } from './tables.ts';

/** More deltas than this and a reader folds them into the base. */
export const foldAbove = 50;

/**
 * Folds deltas into the base of a product: one transaction, conditional on the base, so that each delta counts once.
 * Somebody else folding or assigning at the same time is no error: the deltas are folded then, or next time.
 */
export async function foldSeats(store: TenantStore, { row }: Seats): Promise<void> {
  const key = seatsKey(row.product.skuId);
  const [baseRow, ...deltas] = await store.first(keysFrom(key), maxWrites);
  if (baseRow === undefined || baseRow.key !== key || deltas.length === 0) return;
  const base = fromProductRow(baseRow);
  const consumed = deltas.reduce(
    (sum, delta) => sum + fromSeatDeltaRow(delta),
    base.value.consumed,
  );
  try {
    await store.submit([
      {
        kind: 'replace',
        key,
        properties: toProductRow({ ...base.value, consumed }),
        ifMatch: base.etag,
      },
      ...deltas.map((delta) => ({ kind: 'delete', key: delta.key }) as const),
    ]);
  } catch (error) {
    if (!(error instanceof StorageRefusal)) throw error;
  }
}
