import { withAssignments } from './data.ts';
import { settleDue } from './due.ts';
import type { Occasion } from './occasion.ts';
import type { User } from './user.ts';

/**
 * A user on the way to another, where products come and others go and it can't be done at once: what comes is there
 * already, what goes is there still, so nothing ends in between that does not end with the whole.
 * @returns null where nothing comes or nothing goes
 */
export function midway(before: User, after: User, occasion: Occasion): User | null {
  const had = new Set(before.assignments.map(({ skuId }) => skuId));
  const has = new Set(after.assignments.map(({ skuId }) => skuId));
  const going = before.assignments.filter(({ skuId }) => !has.has(skuId));
  const isComing = after.assignments.some(({ skuId }) => !had.has(skuId));
  if (going.length === 0 || !isComing) return null;
  return withAssignments(settleDue(before, occasion), [...going, ...after.assignments], occasion);
}
