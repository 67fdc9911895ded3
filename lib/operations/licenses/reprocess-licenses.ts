import { withAssignments } from '../../licensing/data.ts';
import { settleDue } from '../../licensing/due.ts';
import type { SkuId, UserId } from '../../licensing/ids.ts';
import { heldNow } from '../../licensing/outcome.ts';
import { seatsOf } from '../../licensing/products/providers.ts';
import type { Assignment, User } from '../../licensing/user.ts';
import type { Decision, DecisionInput } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { refuseUser } from './unassign-licenses.ts';
import { userResult } from '../engine/answers/user-result.ts';

/**
 * Tries again to give what a user inherits from groups and did not get for want of a seat. Assignments with other errors
 * stay as they are: only the directory knows whether their reason is gone.
 */
export async function reprocessLicenses(
  session: Session,
  userId: UserId,
): Promise<OperationAnswer> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const run = await runOperation(session, catalog, {
    keepsAfter: true,
    request: { path: 'graph', action: 'reprocessLicenseAssignment', userId },
    targets: [userId],
    userIdOf: (id) => id,
    seatsWanted: (_, user) => waiting(user).map(({ skuId }) => skuId),
    decide: decideForUser,
  });
  return operationAnswer('graph', run);
}

/** The inherited assignments that lack a seat. */
function waiting(user: User | null): readonly Assignment[] {
  return (user?.assignments ?? []).filter(
    ({ groupId, state, error }) =>
      groupId !== null && state === 'Error' && error === 'CountViolation',
  );
}

function decideForUser({
  target,
  user,
  available,
  catalog,
  occasion,
}: DecisionInput<UserId>): Decision {
  const refusal = refuseUser(target, user, occasion.dueBy);
  if (refusal !== null) throw refusal;
  if (user === null) throw new RangeError('a user that is not there was not refused');
  const held = seatsOf(user.assignments);
  const hasSeat = (skuId: SkuId): boolean => held.has(skuId) || (available.get(skuId) ?? 0) > 0;
  const given = new Set(waiting(user).filter(({ skuId }) => hasSeat(skuId)));
  if (given.size === 0) {
    return { after: null, result: userResult(user, user, [], { catalog, occasion }) };
  }
  const assignments = user.assignments.map((way): Assignment =>
    given.has(way) ? { ...way, state: 'Active', error: null } : way,
  );
  const after = withAssignments(settleDue(user, occasion), assignments, occasion);
  const skuIds = new Set([...given].map(({ skuId }) => skuId));
  const outcomes = [...skuIds].map((skuId) => ({
    skuId,
    outcome: 'assigned' as const,
    ...heldNow(assignments, skuId),
  }));
  return { after, result: userResult(user, after, outcomes, { catalog, occasion }) };
}
