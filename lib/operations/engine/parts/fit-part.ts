import { midway } from '../../../licensing/midway.ts';
import type { Decided, PartWork } from '../assemble-part.ts';
import { toDecided } from '../assemble-part.ts';
import { overflowOf, tooLargeError } from '../part-room.ts';
import type { PlannedPart } from '../plan-part.ts';

/**
 * The largest transaction, of the first of these targets, that the storage takes. A single user with more changes than
 * that goes in two steps, first what comes, then what goes; what fits in no way is refused before anything is written.
 * @throws UnseatError payloadTooLarge with the size and the limit, where the operation has no result for it
 */
export function fitting<Target>(
  work: PartWork<Target>,
  decided: readonly Decided<Target>[],
  assemble: (those: readonly Decided<Target>[]) => PlannedPart,
  isRefused = false,
): PlannedPart {
  const { session, spec, occasion } = work;
  const plan = assemble(decided);
  const overflow = overflowOf(session.tenantId, plan.writes);
  if (overflow === null) return plan;
  if (decided.length > 1) {
    const half = decided.slice(0, Math.ceil(decided.length / 2));
    return fitting(work, half, assemble);
  }
  const error = tooLargeError(overflow);
  const [only] = decided;
  if (only === undefined) throw error;
  if (overflow.kind === 'writes' && !only.isStep && only.before !== null && only.after !== null) {
    // Nothing is written by a dry run, so it may say at once what several steps come to.
    if (session.isDryRun) return plan;
    const after = midway(only.before.value, only.after, occasion);
    if (after !== null) {
      return fitting(work, [toDecided(only, after)], assemble);
    }
  }
  const decision = isRefused ? undefined : spec.refuse?.(only.target, error);
  if (decision === undefined) throw error;
  return fitting(work, [toDecided({ ...only, decision })], assemble, true);
}
