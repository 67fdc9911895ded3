import { notFound } from '../../errors.ts';
import type { SkuId, UserId } from '../../licensing/ids.ts';
import { heldNow } from '../../licensing/outcome.ts';
import type { User } from '../../licensing/user.ts';
import { seatsOf } from '../../licensing/products/providers.ts';
import { decideRestore } from '../../licensing/restore-user.ts';
import { userNameTaken, userNotDeleted } from '../../refusals/users.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Decision, DecisionInput } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { nameOwner } from '../engine/find-user.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import { userResult } from '../engine/answers/user-result.ts';

/**
 * Brings back a deleted user with the licenses it had, as far as seats are free; what could not be taken back is named.
 * @param userPrincipalName a new one, for whoever has lost the old one to somebody else; null: the one it had
 * @throws UnseatError notFound once the restore period is over
 * @throws UnseatError conflict when the user is not deleted, or its user principal name is somebody else's by now
 */
export async function restoreUser(
  session: Session,
  userId: UserId,
  userPrincipalName: string | null = null,
): Promise<OperationAnswer> {
  const { store } = session;
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const run = await runOperation(session, catalog, {
    keepsAfter: true,
    request: { path: 'restore', userId, ...(userPrincipalName !== null && { userPrincipalName }) },
    targets: [userId],
    userIdOf: (id) => id,
    seatsWanted: (_, user) => restoredSeats(user),
    decide: (input) => decideRestored(store, input, userPrincipalName),
  });
  return operationAnswer('restore', run);
}

/** The products a restored user takes a seat of. */
export function restoredSeats(user: User | null): readonly SkuId[] {
  return [...seatsOf(user?.deletion?.assignments ?? [])];
}

/** Decides the restore of one user. @throws UnseatError notFound, conflict */
export async function decideRestored(
  store: TenantStore,
  { target, user, available, catalog, occasion }: DecisionInput<UserId>,
  newName: string | null = null,
): Promise<Decision> {
  if (user === null) throw notFound('user', target);
  const decided = decideRestore(user, available, occasion);
  if (decided.kind === 'gone') {
    throw notFound('user', target, 'It was deleted more than 30 days ago and is gone for good.');
  }
  if (decided.kind === 'notDeleted') {
    throw userNotDeleted({ userId: target });
  }
  const userPrincipalName = newName ?? user.userPrincipalName;
  const namesake = await nameOwner(store, userPrincipalName);
  if (namesake !== null && namesake !== target) {
    throw userNameTaken(
      { userPrincipalName, userId: namesake },
      { way: { kind: 'freeUserName', userId: namesake, deleted: target } },
    );
  }
  const had = new Set(user.deletion?.assignments.map(({ skuId }) => skuId));
  const outcomes = [...had].map((skuId) => ({
    skuId,
    outcome: decided.withoutSeat.includes(skuId) ? ('noSeatLeft' as const) : ('assigned' as const),
    ...heldNow(decided.user.assignments, skuId),
  }));
  const after = { ...decided.user, userPrincipalName };
  return {
    after,
    result: userResult(user, after, outcomes, { catalog, occasion }),
  };
}
