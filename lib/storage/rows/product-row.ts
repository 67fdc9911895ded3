import { z } from 'zod';
import type { SkuId } from '../../licensing/ids.ts';
import { Product } from '../../licensing/products/product.ts';
import { keysFrom, keysUnder } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import type { Versioned } from './document.ts';
import { fromDocument, toDocument } from './document.ts';

/** The seat base of a product: what it is, and the consumed seats folded so far. */
export const ProductRow = z.strictObject({
  product: Product,
  consumed: z.number().int(),
  /** By which version of its plans all its holders were derived; behind the product's: they still are to be. */
  derivedTo: z.number().int().nonnegative().default(0),
});
export type ProductRow = z.infer<typeof ProductRow>;

export function productKey(skuId: SkuId): string {
  return `S~${skuId}`;
}

/** Every product of the tenant, each right before the changes of its seats. */
export const productRows: Range = keysUnder('S');

/** A product and the changes of its seats that are not folded into it yet. */
export function rowsOfProduct(skuId: SkuId): Range {
  return keysFrom(productKey(skuId));
}

/** @throws DamagedRowError when the row does not hold a product */
export function fromProductRow(row: Row): Versioned<ProductRow> {
  return fromDocument('product', ProductRow, row);
}

/** @param etag of the version it replaces; null: the product is new */
export function productWrite(row: ProductRow, etag: string | null): Write {
  const key = productKey(row.product.skuId);
  const properties = toDocument(ProductRow, row);
  return etag === null
    ? { kind: 'create', key, properties }
    : { kind: 'replace', key, properties, ifMatch: etag };
}
