import { z } from 'zod';
import { PlanId, SkuId } from '../../licensing/ids.ts';
import type { Product } from '../../licensing/products/product.ts';
import { productWrite } from '../../storage/rows/product-row.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import type { EntryResult } from './import-part.ts';
import { accepted, countResults, decideEntries, readEntries, unchanged } from './import-part.ts';

/** A row of Microsoft's list "Product names and service plan identifiers for licensing". */
const NameRow = z.object({
  Product_Display_Name: z.string().trim().min(1),
  GUID: SkuId,
  Service_Plan_Id: PlanId,
  Service_Plans_Included_Friendly_Names: z.string().trim(),
});
type NameRow = z.infer<typeof NameRow>;

/** Takes display names of products and plans from Microsoft's list; rows of products the tenant lacks change nothing. */
export async function importNames(
  session: Session,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  // The list holds duplicates; a row is told apart by its place.
  const rows = part.map((row, index) => ({ row, index }));
  const read = readEntries(rows, z.object({ row: NameRow, index: z.number() }), ({ index }) =>
    String(index),
  );
  const byProduct = new Map<SkuId, NameRow[]>();
  for (const { value } of read.entries) {
    byProduct.set(value.row.GUID, [...(byProduct.get(value.row.GUID) ?? []), value.row]);
  }
  const owned = [...byProduct].filter(([skuId]) => catalog.products.has(skuId));
  const products = owned.map(([skuId, value], index) => ({ index, id: skuId, value }));
  const decided = await decideEntries(session, catalog, products, {
    kind: 'servicePlans',
    userIdOf: () => null,
    decide: async ({ target }) => {
      const seats = await store.seats(SkuId.parse(target.id));
      const product = seats && withNames(seats.row.product, target.value);
      if (seats === null || product === null || product === seats.row.product) {
        return { after: null, result: unchanged(target) };
      }
      return {
        after: null,
        result: accepted(target),
        writes: [productWrite({ ...seats.row, product }, seats.etag)],
      };
    },
  });
  session.catalogs.forget(session.tenantId);
  const changed = new Set(
    decided.filter(({ outcome }) => outcome === 'accepted').map(({ id }) => id),
  );
  const results = read.entries.map((entry): EntryResult =>
    changed.has(entry.value.row.GUID) ? accepted(entry) : unchanged(entry),
  );
  return countResults([...read.rejected, ...results]);
}

function withNames(product: Product, rows: readonly NameRow[]): Product {
  const displayName = rows[0]?.Product_Display_Name ?? product.displayName;
  const names = new Map(
    rows.map((row) => [row.Service_Plan_Id, row.Service_Plans_Included_Friendly_Names]),
  );
  const servicePlans = product.servicePlans.map((plan) => ({
    ...plan,
    displayName: names.get(plan.servicePlanId) ?? plan.displayName,
  }));
  const after = { ...product, displayName, servicePlans };
  return JSON.stringify(after) === JSON.stringify(product) ? product : after;
}
