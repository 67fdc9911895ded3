import type { UserId } from '../../licensing/ids.ts';
import type { LicenseToAssign } from '../../licensing/assign.ts';
import { decideAssign } from '../../licensing/assign.ts';
import { heldNow } from '../../licensing/outcome.ts';
import { seatsOf } from '../../licensing/products/providers.ts';
import type { User } from '../../licensing/user.ts';
import { brokenPlans } from './broken-plans.ts';
import type { Decision, DecisionInput } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { assignError } from './license-refusals.ts';
import { refuseUser } from './unassign-licenses.ts';
import { userResult } from '../engine/answers/user-result.ts';

/**
 * Gives products directly to one user; held data that they provide comes back as it was.
 * @throws UnseatError conflict when seats or a usage location are missing; nothing changes then
 * @throws UnseatError invalidRequest for products or plans that can't be given to a user
 */
export async function assignLicenses(
  session: Session,
  userId: UserId,
  licenses: readonly LicenseToAssign[],
): Promise<OperationAnswer> {
  const catalog = await session.catalogs.of(
    session.tenantId,
    session.now,
    licenses.map(({ skuId }) => skuId),
  );
  const run = await runOperation(session, catalog, {
    request: { path: 'assign', userId, licenses },
    targets: [userId],
    userIdOf: (id) => id,
    seatsWanted: (_, user) => wantedSeats(user, licenses),
    seatsOf: licenses.map(({ skuId }) => skuId),
    decide: (input) => decideAssigned(licenses, input),
  });
  return operationAnswer('assign', run);
}

/** The products of a list of which a user holds no seat yet, and takes one. */
export function wantedSeats(
  user: User | null,
  licenses: readonly Pick<LicenseToAssign, 'skuId' | 'state'>[],
): readonly LicenseToAssign['skuId'][] {
  const held = seatsOf(user?.assignments ?? []);
  return licenses.flatMap(({ skuId, state }) =>
    held.has(skuId) || state === 'Error' ? [] : [skuId],
  );
}

/** Decides what one user is given. @throws UnseatError conflict, invalidRequest, notFound */
export function decideAssigned(
  licenses: readonly LicenseToAssign[],
  { target, user, available, catalog, occasion }: DecisionInput<UserId>,
): Decision {
  const refusal = refuseUser(target, user, occasion.dueBy);
  if (refusal !== null) throw refusal;
  if (user === null) throw new RangeError('a user that is not there was not refused');
  const decided = decideAssign(user, licenses, available, occasion);
  if (!('user' in decided)) throw assignError(decided, user, catalog);
  const broken = brokenPlans(user.assignments, decided.user.assignments, catalog.products);
  if (broken !== null) throw broken;
  const outcomes = licenses.map(({ skuId }) => ({
    skuId,
    outcome: isSame(user, decided.user, skuId)
      ? ('alreadyAssigned' as const)
      : ('assigned' as const),
    ...heldNow(decided.user.assignments, skuId),
  }));
  return {
    after: decided.kind === 'unchanged' ? null : decided.user,
    result: userResult(user, decided.user, outcomes, { catalog, occasion }),
  };
}

function isSame(before: User, after: User, skuId: LicenseToAssign['skuId']): boolean {
  const direct = (user: User): unknown =>
    user.assignments.find((way) => way.skuId === skuId && way.groupId === null);
  return (
    direct(before) !== undefined && JSON.stringify(direct(before)) === JSON.stringify(direct(after))
  );
}
