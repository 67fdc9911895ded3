import type { UnseatError } from '../../errors.ts';
import { conflict } from '../../errors.ts';
import type { AssignRefusal } from '../../licensing/assign.ts';
import type { SkuId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';

/** @throws UnseatError in Graph's words, when a product is not held, or not directly */
export function refuseRemoval(user: User, skuId: SkuId): void {
  const ways = user.assignments.filter((way) => way.skuId === skuId);
  if (ways.some(({ groupId }) => groupId === null)) return;
  throw conflict(
    ways.length === 0
      ? 'User does not have a corresponding license.'
      : 'User license is inherited from a group membership and it cannot be removed directly from the user.',
  );
}

/** Why products can't be given, in Graph's words. */
export function refusalOfAssign(refusal: AssignRefusal): UnseatError {
  switch (refusal.kind) {
    case 'noUsageLocation':
      return conflict('License assignment cannot be done for user with invalid usage location.');
    case 'noSeats':
      return conflict(
        refusal.missing
          .map(
            ({ skuId }) => `Subscription with SKU ${skuId} does not have any available licenses.`,
          )
          .join(' '),
      );
    case 'notForUsers':
      return conflict(`License ${refusal.skuId} does not correspond to a valid company License.`);
    case 'unknownPlans':
      return conflict(
        `License assignment failed because license ${refusal.skuId} has no service plan ${refusal.planIds.join(', ')}.`,
      );
    case 'tooManyProducts':
      return conflict(
        `License assignment failed because a user can hold at most ${refusal.most} products.`,
      );
  }
}
