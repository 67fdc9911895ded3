import type { RuleSetId } from './rule-set-id.ts';
import { ruleSets } from './rule-sets/rule-sets.ts';
import { addDays, laterOf } from './time.ts';
import type { Instant } from './time.ts';
import type { User } from './user.ts';

/**
 * How soon data that would end at an instant may go. For the days of the delay hold after the last hold was lifted
 * nothing of the user goes, by no path: whatever begins a clock, moves its end or ends it asks here.
 */
export function soonestEnd(
  { holdsLiftedAt }: Pick<User, 'holdsLiftedAt'>,
  end: Instant,
  ruleSet: RuleSetId,
): Instant {
  if (holdsLiftedAt === null) return end;
  return laterOf(end, addDays(holdsLiftedAt, ruleSets[ruleSet].delayHoldDays));
}
