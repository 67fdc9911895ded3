import { dataAfterRestore } from './data.ts';
import { settleDue } from './due.ts';
import type { SkuId } from './ids.ts';
import type { Occasion } from './occasion.ts';
import { seatsOf } from './products/providers.ts';
import type { User } from './user.ts';

export type Restored =
  | {
      readonly kind: 'restored';
      readonly user: User;
      readonly newSeats: readonly SkuId[];
      /** Products whose seats are all taken by now: not given back. */
      readonly withoutSeat: readonly SkuId[];
    }
  | { readonly kind: 'notDeleted' }
  | { readonly kind: 'gone' };

/**
 * Brings back a deleted user with exactly the licenses it had, as far as seats are free.
 * @param available seats nobody uses, of every product the user held
 */
export function decideRestore(
  current: User,
  available: ReadonlyMap<SkuId, number>,
  occasion: Occasion,
): Restored {
  const user = settleDue(current, occasion);
  const { deletion } = user;
  if (user.isGone) return { kind: 'gone' };
  if (deletion === null) return { kind: 'notDeleted' };
  const had = [...seatsOf(deletion.assignments)];
  const withoutSeat = had.filter((skuId) => (available.get(skuId) ?? 0) < 1);
  const assignments = deletion.assignments.filter(({ skuId }) => !withoutSeat.includes(skuId));
  return {
    kind: 'restored',
    user: dataAfterRestore({ ...user, deletion: null }, assignments, occasion),
    newSeats: had.filter((skuId) => !withoutSeat.includes(skuId)),
    withoutSeat,
  };
}
