import { conflict } from '../../errors.ts';
import { soonestEnd } from '../../licensing/delay-hold.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { User } from '../../licensing/user.ts';
import { isUnderHold } from '../../licensing/user.ts';

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
    throw conflict(
      `User '${userId}' is under the hold ${holdIds.map((id) => `'${id}'`).join(', ')}, so its data can't be deleted.`,
      { kind: 'liftHold', userId, holdIds },
    );
  }
  const soonest = soonestEnd(user, dueBy, tenant.ruleSet);
  if (soonest > dueBy) {
    throw conflict(
      `The last hold on user '${userId}' was lifted at ${user.holdsLiftedAt}, so its data stays until ${soonest}. ` +
        'It can be deleted for good from then on.',
    );
  }
}
