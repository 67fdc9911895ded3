import { notFound } from '../../errors.ts';
import type { SkuId } from '../../licensing/ids.ts';
import { availableSeats, serviceOfPlan } from '../../licensing/products/product.ts';
import { foldAbove, foldSeats } from '../../storage/fold-seats.ts';
import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import type { Seats } from '../../storage/tenant-store.ts';
import type { Session } from '../engine/session.ts';
import type { ProductAnswer, ProductListRow } from '../engine/answers/shapes.ts';

export type { ProductAnswer };

/** All products of the tenant with their seats, by part number. */
export async function listProducts(session: Session): Promise<ProductAnswer[]> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const products = [...(await store.products((error) => leaveOut(error, session.log))).values()];
  for (const seats of products)
    if (seats.deltaKeys.length > foldAbove) await foldSeats(store, seats);
  return products
    .map((seats) => productAnswer(seats))
    .toSorted((a, b) => a.skuPartNumber.localeCompare(b.skuPartNumber));
}

/** A product in a list. */
export function productListRow({ servicePlans: _plans, ...row }: ProductAnswer): ProductListRow {
  return row;
}

/** One product with its seats. @throws UnseatError notFound */
export async function readProduct(session: Session, skuId: SkuId): Promise<ProductAnswer> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const seats = await store.seats(skuId);
  if (seats === null) throw notFound('product', skuId, { kind: 'listProducts' });
  return productAnswer(seats);
}

export function productAnswer({ row, consumed }: Seats): ProductAnswer {
  const { product } = row;
  return {
    skuId: product.skuId,
    skuPartNumber: product.skuPartNumber,
    displayName: product.displayName,
    capabilityStatus: product.capabilityStatus,
    appliesTo: product.appliesTo,
    seats: {
      ...product.prepaid,
      consumed,
      available: availableSeats(product.prepaid, consumed),
      reportedConsumed: product.reportedConsumed,
    },
    servicePlans: product.servicePlans.map((plan) => ({
      servicePlanId: plan.servicePlanId,
      servicePlanName: plan.servicePlanName,
      displayName: plan.displayName,
      service: serviceOfPlan(plan),
    })),
  };
}
