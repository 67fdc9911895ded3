import { SkuId, UserId } from '../../licensing/ids.ts';
import { keysUnder } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import { DamagedRowError } from './document.ts';

/** A user and a product the user holds, in whatever way. */
export interface Holder {
  readonly skuId: SkuId;
  readonly userId: UserId;
}

export function holderKey({ skuId, userId }: Holder): string {
  return `A~${skuId}~${userId}`;
}

/** Who holds what, product by product. */
export const holderRows: Range = keysUnder('A');

/** Who holds a product, in the order of their ids. */
export function holdersOf(skuId: SkuId): Range {
  return keysUnder(`A~${skuId}`);
}

/** All there is to say is in the key. */
export function holderWrite(holder: Holder): Write {
  return { kind: 'put', key: holderKey(holder), properties: {} };
}

/** @throws DamagedRowError when the key names no product and user */
export function fromHolderRow({ key }: Pick<Row, 'key'>): Holder {
  const [, product, user] = key.split('~');
  const skuId = SkuId.safeParse(product);
  const userId = UserId.safeParse(user);
  if (!skuId.success || !userId.success) {
    throw new DamagedRowError('holder', key, skuId.error ?? userId.error);
  }
  return { skuId: skuId.data, userId: userId.data };
}
