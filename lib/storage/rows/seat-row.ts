import { z } from 'zod';
import type { OperationId, SkuId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { compact, padPart } from '../keys.ts';
import type { Row, Write } from '../tables.ts';
import { DamagedRowError } from './document.ts';
import { productKey } from './product-row.ts';

/** A change of the consumed seats of a product; only ever inserted, and folded into the base later. */
const SeatDelta = z.object({ count: z.number().int() });

/** The part of an operation that changes seats. */
export interface SeatChanger {
  readonly operationId: OperationId;
  readonly part: number;
  readonly at: Instant;
}

/**
 * A delta belongs to one part of one operation, so it can be inserted only once. The time tells it from that of an earlier
 * operation under the same key, whose record was kept its time and whose delta may not be folded yet.
 */
export function seatDeltaWrite(skuId: SkuId, count: number, by: SeatChanger): Write {
  const key = `${productKey(skuId)}~d~${by.operationId}~${padPart(by.part)}~${compact(by.at)}`;
  return { kind: 'create', key, properties: { count } };
}

/** Whether a row of the products is a change of seats, of this one where it is named, and not a product itself. */
export function isSeatDelta({ key }: Pick<Row, 'key'>, skuId: SkuId | '' = ''): boolean {
  return key.includes(`${skuId}~d~`);
}

/** @throws DamagedRowError when the row does not say how many seats */
export function fromSeatDeltaRow({ key, properties }: Row): number {
  const delta = SeatDelta.safeParse(properties);
  if (!delta.success) throw new DamagedRowError('seat delta', key, delta.error);
  return delta.data.count;
}
