import type { Seats } from '../../storage/tenant-store.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import type { Services } from '../engine/services.ts';

/** Every product of the tenant as it is stored, with its seats, by part number. */
export async function readSeats(services: Services, call: Call): Promise<readonly Seats[]> {
  const products = await new TenantStore(services.tables, call.tenantId).products();
  return [...products.values()].toSorted((a, b) =>
    a.row.product.skuPartNumber.localeCompare(b.row.product.skuPartNumber),
  );
}
