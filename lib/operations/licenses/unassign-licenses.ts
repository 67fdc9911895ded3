import type { UnseatError } from '../../errors.ts';
import { notFound } from '../../errors.ts';
import type { SkuId, UserId } from '../../licensing/ids.ts';
import { pathInstead } from '../../licensing/paths.ts';
import type { UnassignPath } from '../../licensing/paths.ts';
import type { Cloud } from '../../licensing/tenant.ts';
import type { User } from '../../licensing/user.ts';
import { pathNotAvailableInCloud, unknownProduct } from '../../refusals/licenses.ts';
import { userDeleted } from '../../refusals/users.ts';
import type { OperationRequest } from '../../storage/rows/operation-request.ts';
import { isRemoved } from '../../licensing/due.ts';
import { decideUnassign } from '../../licensing/unassign.ts';
import { brokenPlans } from './broken-plans.ts';
import type { Decision, DecisionInput, OperationSpec } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { failedResult, userResult } from '../engine/answers/user-result.ts';

export type UnassignRequest = Extract<
  OperationRequest,
  { readonly path: 'licensesPage' | 'activeUser' | 'activeUsers' }
>;

/**
 * Takes products away from users who stay: the Licenses page, one active user, or several.
 * @throws UnseatError pathNotAvailableInCloud with the path to use instead
 * @throws UnseatError notFound for a product the tenant does not have
 */
export async function unassignLicenses(
  session: Session,
  request: UnassignRequest,
): Promise<OperationAnswer> {
  const named = request.skuIds === 'allDirect' ? [] : request.skuIds;
  const catalog = await session.catalogs.of(session.tenantId, session.now, named);
  refuseInCloud(request.path, catalog.tenant.cloud);
  for (const [index, skuId] of named.entries()) {
    if (!catalog.products.has(skuId)) throw noSuchProduct(skuId, request, index);
  }
  const run = await runOperation(session, catalog, unassignSpec(request));
  return operationAnswer(request.path, run);
}

/** What unassigning decides for each user; also used to finish what a crash left. */
export function unassignSpec(request: UnassignRequest): OperationSpec<UserId> {
  return {
    request,
    targets: request.userIds,
    userIdOf: (userId) => userId,
    refuse: (target, error) =>
      request.path === 'activeUser'
        ? undefined
        : { after: null, result: failedResult(target, null, error) },
    decide: (input) => decideUnassigned(request, input),
  };
}

/** Decides what is taken from one user. @throws UnseatError for a path that names one user alone */
export function decideUnassigned(
  { path, skuIds }: Pick<UnassignRequest, 'path' | 'skuIds'>,
  { target, user, catalog, occasion }: DecisionInput<UserId>,
): Decision {
  // A route that names one user answers for that user; a list answers for each.
  const refuse = (error: UnseatError): Decision => {
    if (path === 'activeUser') throw error;
    return { after: null, result: failedResult(target, user?.userPrincipalName ?? null, error) };
  };
  const refusal = refuseUser(target, user, occasion.dueBy);
  if (refusal !== null || user === null) return refuse(refusal ?? notFound('user', target));
  const decided = decideUnassign(user, skuIds, occasion);
  const broken = brokenPlans(user.assignments, decided.user.assignments, catalog.products);
  if (broken !== null) return refuse(broken);
  return {
    after: decided.kind === 'unchanged' ? null : decided.user,
    result: userResult(user, decided.user, decided.licenses, { catalog, occasion }),
    taken: decided.taken,
  };
}

/** Why nothing can be done for a user now; null when there is no reason. */
export function refuseUser(userId: UserId, user: User | null, dueBy: string): UnseatError | null {
  if (user === null || isRemoved(user) || user.isGone) return notFound('user', userId);
  const { deletion } = user;
  if (deletion === null) return null;
  if (deletion.restorableUntil <= dueBy) return notFound('user', userId);
  const { restorableUntil } = deletion;
  return userDeleted(
    { userId, restorableUntil },
    { way: { kind: 'restoreUser', userId, until: restorableUntil } },
  );
}

function refuseInCloud(path: UnassignPath, cloud: Cloud): void {
  const instead = pathInstead(path, cloud);
  if (instead === null) return;
  throw pathNotAvailableInCloud(
    { path, cloud, instead },
    { target: path, way: { kind: 'takeOtherPath', instead } },
  );
}

function noSuchProduct(skuId: SkuId, { path }: UnassignRequest, index: number): UnseatError {
  const way = { kind: 'listProducts' } as const;
  return path === 'licensesPage'
    ? notFound('product', skuId, way)
    : unknownProduct({ skuId }, `skuIds[${index}]`, { way });
}
