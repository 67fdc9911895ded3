import { withAssignments } from '../../licensing/data.ts';
import { settleDue } from '../../licensing/due.ts';
import type { GroupId, SkuId, UserId } from '../../licensing/ids.ts';
import { heldNow } from '../../licensing/outcome.ts';
import type { Assignment } from '../../licensing/user.ts';
import { brokenPlans } from './broken-plans.ts';
import type { Decision, DecisionInput } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { refuseUser } from './unassign-licenses.ts';
import { userResult } from '../engine/answers/user-result.ts';

/**
 * Takes a user out of a group that licenses come from: what it inherits from that group goes, and what nothing provides
 * any more is held. What it holds directly or through another group stays. An undo gives back no membership.
 * @throws UnseatError notFound, or conflict when a plan would be left without the one it needs
 */
export async function leaveGroup(
  session: Session,
  userId: UserId,
  groupId: GroupId,
): Promise<OperationAnswer> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const run = await runOperation(session, catalog, {
    request: { path: 'graph', action: 'leaveGroup', userId, groupId },
    targets: [userId],
    userIdOf: (id) => id,
    decide: (input) => decideForUser(groupId, input),
  });
  return operationAnswer('graph', run);
}

function decideForUser(
  groupId: GroupId,
  { target, user, catalog, occasion }: DecisionInput<UserId>,
): Decision {
  const refusal = refuseUser(target, user, occasion.dueBy);
  if (refusal !== null) throw refusal;
  if (user === null) throw new RangeError('a user that is not there was not refused');
  const going = user.assignments.filter((way) => way.groupId === groupId);
  if (going.length === 0) {
    return { after: null, result: userResult(user, user, [], { catalog, occasion }) };
  }
  const staying = user.assignments.filter((way) => way.groupId !== groupId);
  const broken = brokenPlans(user.assignments, staying, catalog.products);
  if (broken !== null) throw broken;
  const after = withAssignments(settleDue(user, occasion), staying, occasion);
  const outcomes = going.map(({ skuId, state, error }) => {
    const now = heldNow(staying, skuId);
    return { skuId, outcome: outcomeOf(staying, skuId), groups: now.groups, state, error };
  });
  return { after, result: userResult(user, after, outcomes, { catalog, occasion }) };
}

function outcomeOf(staying: readonly Assignment[], skuId: SkuId) {
  const ways = staying.filter((way) => way.skuId === skuId && way.state !== 'Error');
  if (ways.some(({ groupId }) => groupId === null)) return 'alreadyAssigned' as const;
  return ways.length > 0 ? ('stillInherited' as const) : ('unassigned' as const);
}
