import { notFound } from '../../errors.ts';
import type { UnseatError } from '../../errors.ts';
import { decideDelete } from '../../licensing/delete-user.ts';
import { heldLicenses } from '../../licensing/held-license.ts';
import type { UserId } from '../../licensing/ids.ts';
import type { LicenseOutcome } from '../../licensing/outcome.ts';
import type { User } from '../../licensing/user.ts';
import { userNotSynced, userSynced } from '../../refusals/users.ts';
import type { OperationRequest } from '../../storage/rows/operation-request.ts';
import type { Decision, DecisionInput, OperationSpec } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { failedResult, userResult } from '../engine/answers/user-result.ts';

export type DeleteRequest = Extract<
  OperationRequest,
  { readonly path: 'deleteUser' | 'directorySync' }
>;

/**
 * Deletes users: their seats are free at once, their data is held. `deleteUser` takes one user of the cloud,
 * `directorySync` users that come from on-premises.
 */
export async function deleteUsers(
  session: Session,
  request: DeleteRequest,
): Promise<OperationAnswer> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const run = await runOperation(session, catalog, deleteSpec(request));
  return operationAnswer(request.path, run);
}

/** What deleting decides for each user; also used to finish what a crash left. */
export function deleteSpec(request: DeleteRequest): OperationSpec<UserId> {
  return {
    request,
    targets: request.userIds,
    userIdOf: (userId) => userId,
    refuse: (target, error) =>
      request.path === 'deleteUser'
        ? undefined
        : { after: null, result: failedResult(target, null, error) },
    decide: (input) => decideForUser(request, input),
  };
}

function decideForUser(
  { path }: DeleteRequest,
  { target, user, catalog, occasion }: DecisionInput<UserId>,
): Decision {
  const refuse = (error: UnseatError): Decision => {
    if (path === 'deleteUser') throw error;
    return { after: null, result: failedResult(target, user?.userPrincipalName ?? null, error) };
  };
  if (user === null) return refuse(notFound('user', target));
  const decided = decideDelete(user, path, occasion.operationId, occasion);
  switch (decided.kind) {
    case 'gone':
      return refuse(notFound('user', target));
    case 'synced':
      return refuse(
        userSynced({ userId: target }, { way: { kind: 'deleteOnPremises', userId: target } }),
      );
    case 'notSynced':
      return refuse(
        userNotSynced({ userId: target }, { way: { kind: 'deleteUser', userId: target } }),
      );
    case 'alreadyDeleted':
      return {
        after: null,
        result: userResult(user, user, [], { catalog, occasion }),
      };
    case 'deleted':
      return {
        after: decided.user,
        result: userResult(user, decided.user, endedLicenses(user), { catalog, occasion }),
      };
  }
}

/** Both kinds end with the user; what was in error held no seat. */
function endedLicenses({ assignments }: User): readonly LicenseOutcome[] {
  return heldLicenses(assignments).map(({ skuId, state, error }) => ({
    skuId,
    outcome: 'unassigned',
    groups: [],
    state,
    error,
  }));
}
