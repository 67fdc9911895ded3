import { conflict, UnseatError } from '../../errors.ts';
import type { UserId } from '../../licensing/ids.ts';
import type { AssignRefusal, LicenseToAssign } from '../../licensing/assign.ts';
import { decideAssign } from '../../licensing/assign.ts';
import { seatsOf } from '../../licensing/products/providers.ts';
import type { User } from '../../licensing/user.ts';
import type { Way } from '../../ways.ts';
import { brokenPlans } from './broken-plans.ts';
import type { Catalog } from '../engine/catalogs.ts';
import type { Decision, DecisionInput } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
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
    decide: (input) => decideForUser(licenses, input),
  });
  return operationAnswer('assign', run);
}

/** The products of a list of which a user holds no seat yet. */
export function wantedSeats(
  user: User | null,
  licenses: readonly Pick<LicenseToAssign, 'skuId'>[],
): readonly LicenseToAssign['skuId'][] {
  const held = seatsOf(user?.assignments ?? []);
  return licenses.map(({ skuId }) => skuId).filter((skuId) => !held.has(skuId));
}

function decideForUser(
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
    groupIds: decided.user.assignments.flatMap((way) =>
      way.skuId === skuId && way.groupId !== null ? [way.groupId] : [],
    ),
  }));
  return {
    after: decided.kind === 'unchanged' ? null : decided.user,
    result: userResult(user, decided.user, outcomes, { catalog, occasion }),
  };
}

/** Why licenses can't be given, in words with the way out. */
export function assignError(refusal: AssignRefusal, user: User, catalog: Catalog): UnseatError {
  switch (refusal.kind) {
    case 'noUsageLocation':
      return conflict(
        `License assignment cannot be done for user '${user.id}' with invalid usage location.`,
        { kind: 'setUsageLocation', userId: user.id },
      );
    case 'noSeats':
      return conflict(
        refusal.missing
          .map(
            ({ skuId, missing }) =>
              `Subscription with SKU ${skuId} (${nameOf(skuId, catalog)}) does not have any available licenses: ${missing} more needed.`,
          )
          .join(' '),
        { kind: 'raiseSeats', skuIds: refusal.missing.map(({ skuId }) => skuId) },
      );
    case 'notForUsers':
      return invalid(
        'licenses',
        `License ${refusal.skuId} does not correspond to a product of this tenant that users can hold (appliesTo 'User').`,
        { kind: 'listProducts' },
      );
    case 'unknownPlans':
      return invalid(
        'licenses',
        `Product ${nameOf(refusal.skuId, catalog)} has no service plan ${refusal.planIds.join(', ')}.`,
        { kind: 'listPlans', skuId: refusal.skuId },
      );
    case 'tooManyProducts':
      return conflict(`A user can hold at most ${refusal.most} products.`, {
        kind: 'unassignLicense',
        userId: user.id,
      });
  }
}

function invalid(target: string, message: string, way: Way): UnseatError {
  return new UnseatError('invalidRequest', message, {
    target,
    way,
    details: [{ code: 'invalidValue', target, message }],
  });
}

function nameOf(skuId: LicenseToAssign['skuId'], { products }: Catalog): string {
  return products.get(skuId)?.skuPartNumber ?? skuId;
}

function isSame(before: User, after: User, skuId: LicenseToAssign['skuId']): boolean {
  const direct = (user: User): unknown =>
    user.assignments.find((way) => way.skuId === skuId && way.groupId === null);
  return (
    direct(before) !== undefined && JSON.stringify(direct(before)) === JSON.stringify(direct(after))
  );
}
