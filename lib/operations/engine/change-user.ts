import type { UserId } from '../../licensing/ids.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { User } from '../../licensing/user.ts';
import { isRemoved, settleDue } from '../../licensing/due.ts';
import { notFound } from '../../errors.ts';
import type { OneUserRequest } from '../../storage/rows/operation-request.ts';
import type { Catalog } from './catalogs.ts';
import { operationAnswer } from './answers/operation-answer.ts';
import type { OperationAnswer } from './answers/result.ts';
import type { Decision, DecisionInput } from './operation-spec.ts';
import { runOperation } from './run-operation.ts';
import type { Session } from './session.ts';
import { userResult } from './answers/user-result.ts';

/**
 * Changes something of one user that takes or gives no license: sign-in, holds, delegates.
 * @param decide what the user becomes; the same user when there is nothing to change
 * @throws UnseatError notFound when there is no such user, or only what a purge left of it
 */
export async function changeUser(
  session: Session,
  request: OneUserRequest,
  decide: (user: User, occasion: Occasion, catalog: Catalog) => User,
): Promise<OperationAnswer> {
  const { path, userId } = request;
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const run = await runOperation(session, catalog, {
    request,
    targets: [userId],
    userIdOf: (id) => id,
    decide: (input) => decideChange({ ...input, catalog }, decide),
  });
  return operationAnswer(path, run);
}

/**
 * Decides a change of one user.
 * @throws UnseatError notFound when there is no such user, or only what a purge left of it
 */
export function decideChange(
  { target, user, occasion, catalog }: DecisionInput<UserId>,
  decide: (user: User, occasion: Occasion, catalog: Catalog) => User,
): Decision {
  // Whoever is gone by now is gone to everybody, whether a sweep has come by or not.
  if (user === null || isRemoved(settleDue(user, occasion))) throw notFound('user', target);
  const after = decide(user, occasion, catalog);
  return {
    after: after === user ? null : after,
    result: userResult(user, after, [], { catalog, occasion }),
  };
}
