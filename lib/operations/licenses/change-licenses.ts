import { UnseatError } from '../../errors.ts';
import { withAssignments } from '../../licensing/data.ts';
import type { LicenseToAssign } from '../../licensing/assign.ts';
import { decideAssign } from '../../licensing/assign.ts';
import { settleDue } from '../../licensing/due.ts';
import type { SkuId, UserId } from '../../licensing/ids.ts';
import { heldNow } from '../../licensing/outcome.ts';
import { decideUnassign } from '../../licensing/unassign.ts';
import type { User } from '../../licensing/user.ts';
import { wantedSeats } from './assign-licenses.ts';
import { brokenPlans } from './broken-plans.ts';
import { assignError, refuseRemoval, wordsOfGraph } from './license-refusals.ts';
import type { Decision, DecisionInput, OperationSpec } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { refuseUser } from './unassign-licenses.ts';
import { userResult } from '../engine/answers/user-result.ts';

/** What Graph's assignLicense asks for. */
export interface LicenseChange {
  readonly add: readonly LicenseToAssign[];
  readonly remove: readonly SkuId[];
}

/**
 * Takes and gives products of one user in one operation: all of it or nothing. More than a transaction takes goes in two,
 * first what comes. What was provided before and is provided
 * after stays untouched, also when another product provides it.
 * @throws UnseatError conflict in Graph's words: not held, inherited, not owned, no seats, no usage location, plans that
 * depend on or exclude each other
 */
export async function changeLicenses(
  session: Session,
  userId: UserId,
  change: LicenseChange,
): Promise<OperationAnswer> {
  const named = [...change.add.map(({ skuId }) => skuId), ...change.remove];
  const catalog = await session.catalogs.of(session.tenantId, session.now, named);
  const run = await runOperation(session, catalog, changeSpec(userId, change));
  return operationAnswer('graph', run);
}

/** What a change decides; also used to finish one that a crash has left between its steps. */
export function changeSpec(userId: UserId, change: LicenseChange): OperationSpec<UserId> {
  return {
    keepsAfter: true,
    request: {
      path: 'graph',
      action: 'assignLicense',
      userId,
      addLicenses: change.add,
      removeLicenses: change.remove,
    },
    targets: [userId],
    userIdOf: (id) => id,
    seatsWanted: (_, user) => wantedSeats(user, change.add),
    seatsOf: change.add.map(({ skuId }) => skuId),
    decide: (input) => decideForUser(change, input),
  };
}

function decideForUser(
  { add, remove }: LicenseChange,
  { target, user, available, catalog, occasion }: DecisionInput<UserId>,
): Decision {
  const refusal = refuseUser(target, user, occasion.dueBy);
  if (refusal !== null) throw refusal;
  if (user === null) throw new RangeError('a user that is not there was not refused');
  for (const skuId of remove) refuseRemoval(user, skuId);
  const removed = decideUnassign(user, remove, occasion);
  const assigned =
    add.length === 0 ? removed : decideAssign(removed.user, add, available, occasion);
  if (!('user' in assigned)) {
    const { code, parameters } = assignError(assigned, user, catalog);
    throw new UnseatError('conflict', wordsOfGraph(assigned), { code, parameters });
  }
  const { assignments } = assigned.user;
  const broken = brokenPlans(user.assignments, assignments, catalog.products);
  if (broken !== null) throw broken;
  // Moved once, from what the user has to what it gets: a service provided on both sides is not even touched.
  const after = withAssignments(settleDue(user, occasion), assignments, occasion);
  const isSame = JSON.stringify(assignments) === JSON.stringify(user.assignments);
  return {
    after: isSame ? null : after,
    result: userResult(
      user,
      isSame ? user : after,
      [...removed.licenses, ...add.map(({ skuId }) => assignedOutcome(user, after, skuId))],
      { catalog, occasion },
    ),
    taken: removed.taken,
  };
}

function assignedOutcome(before: User, after: User, skuId: SkuId) {
  const direct = (user: User): string =>
    JSON.stringify(user.assignments.filter((way) => way.skuId === skuId && way.groupId === null));
  return {
    skuId,
    outcome:
      direct(before) === direct(after) ? ('alreadyAssigned' as const) : ('assigned' as const),
    ...heldNow(after.assignments, skuId),
  };
}
