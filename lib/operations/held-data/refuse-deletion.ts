import { soonestEnd } from '../../licensing/delay-hold.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { User } from '../../licensing/user.ts';
import { isUnderHold } from '../../licensing/user.ts';
import { userInDelayHold, userUnderHold } from '../../refusals/held-data.ts';

/**
 * Refuses to delete anything of somebody on request while a hold keeps it.
 * @throws UnseatError conflict under a hold, with its way out, or in the delay hold after the last one, with its end
 */
export function refuseDeletion(
  user: User,
  { dueBy, tenant }: Pick<Occasion, 'dueBy' | 'tenant'>,
): void {
  const userId = user.id;
  if (isUnderHold(user)) {
    const holdIds = user.holds.map(({ holdId }) => holdId);
    throw userUnderHold({ userId, holdIds }, { way: { kind: 'liftHold', userId, holdIds } });
  }
  const soonest = soonestEnd(user, dueBy, tenant.ruleSet);
  if (soonest > dueBy) {
    throw userInDelayHold({ userId, holdsLiftedAt: user.holdsLiftedAt, until: soonest });
  }
}
