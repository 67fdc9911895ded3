import { isDueThoughLicensed } from '../../licensing/due.ts';
import type { Instant } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import { productKey } from '../../storage/rows/product-row.ts';
import type { Write } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';

/**
 * Writes that change nothing and are refused when a product was imported since: of the products of those who hold licenses
 * though a clock of theirs has run out. Read before the plans are, and committed with a claim, they make it one by what the
 * products are at that very moment: there is no way back from a claim.
 */
export async function heldBases(
  store: TenantStore,
  users: readonly User[],
  dueBy: Instant,
): Promise<readonly Write[]> {
  const held = users
    .filter((user) => isDueThoughLicensed(user, dueBy))
    .flatMap(({ assignments }) => assignments.map(({ skuId }) => productKey(skuId)));
  const bases: Write[] = [];
  for (const key of new Set(held)) {
    const base = await store.row(key);
    if (base === null) continue;
    bases.push({ kind: 'replace', key, properties: base.properties, ifMatch: base.etag });
  }
  return bases;
}
