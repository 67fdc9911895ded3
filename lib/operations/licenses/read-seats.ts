import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import type { Seats } from '../../storage/tenant-store.ts';
import type { Session } from '../engine/session.ts';

/** Every product of the tenant as it is stored, with its seats, by part number. */
export async function readSeats(session: Session): Promise<readonly Seats[]> {
  const products = await session.store.products((error) => leaveOut(error, session.log));
  return [...products.values()].toSorted((a, b) =>
    a.row.product.skuPartNumber.localeCompare(b.row.product.skuPartNumber),
  );
}
