import { z } from 'zod';
import { Product } from '../../licensing/products/product.ts';
import { fromDocument, toDocument } from './document.ts';
import type { Row } from '../tables.ts';

/** The seat base of a product: what it is, and the consumed seats folded so far. */
export const ProductRow = z.strictObject({
  product: Product,
  consumed: z.number().int(),
});
export type ProductRow = z.infer<typeof ProductRow>;

export function toProductRow(row: ProductRow): Row['properties'] {
  return toDocument(ProductRow, row);
}

export function fromProductRow(row: Row): { readonly value: ProductRow; readonly etag: string } {
  return fromDocument(ProductRow, row);
}

/** A change of the consumed seats of a product; only ever inserted, and folded into the base later. */
export const SeatDelta = z.object({ count: z.number().int() });

export function fromSeatDeltaRow(row: Row): number {
  return SeatDelta.parse(row.properties).count;
}
