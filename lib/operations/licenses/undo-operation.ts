import { notFound } from '../../errors.ts';
import { decideGiveBack } from '../../licensing/assign.ts';
import type { OperationId, SkuId } from '../../licensing/ids.ts';
import { heldNow } from '../../licensing/outcome.ts';
import { availableSeats } from '../../licensing/products/product.ts';
import { seatsTaken } from '../../refusals/licenses.ts';
import {
  importRunning,
  operationDeletedUsers,
  operationIsJob,
  operationJustBegun,
  operationRunning,
  operationTookNothing,
  operationUndone,
} from '../../refusals/operations.ts';
import type { Operation, OperationPart } from '../../storage/rows/operation-row.ts';
import { operationChange } from '../../storage/rows/operation-row.ts';
import type { OperationWithParts } from '../../storage/tenant-store.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { wantedSeats } from './assign-licenses.ts';
import { assignError } from './license-refusals.ts';
import { brokenPlans } from './broken-plans.ts';
import type { Catalog } from '../engine/catalogs.ts';
import { loadUsers } from '../engine/load-users.ts';
import { readHead } from '../engine/parts/read-record.ts';
import type { Decision, DecisionInput, OperationSpec } from '../engine/operation-spec.ts';
import { operationAnswer } from '../engine/answers/operation-answer.ts';
import { progressOf } from '../engine/answers/progress.ts';
import type { OperationAnswer } from '../engine/answers/result.ts';
import { runOperation } from '../engine/run-operation.ts';
import { readSnapshot } from '../engine/seat-ledger.ts';
import type { Session } from '../engine/session.ts';
import { refuseUser } from './unassign-licenses.ts';
import { failedResult, userResult } from '../engine/answers/user-result.ts';

export type Taken = OperationPart['taken'][number];

/**
 * Gives back exactly what an operation took, licenses and disabled plans, all or nothing for each user.
 * @throws UnseatError conflict while it is not done (with how far it has come), when it was undone already or took nothing,
 * or when seats are short by now (with how many)
 */
export async function undoOperation(
  session: Session,
  operationId: OperationId,
): Promise<OperationAnswer> {
  const { store } = session;
  refuseJob(await readHead(store, operationId));
  const targets = await undoTargets(store, operationId);
  const skuIds = targets.flatMap(({ licenses }) => licenses.map(({ skuId }) => skuId));
  const catalog = await session.catalogs.of(session.tenantId, session.now, skuIds);
  const run = await runOperation(session, catalog, undoSpec(store, operationId, targets, catalog));
  return operationAnswer('undo', run);
}

/**
 * What an operation took, by user: what undoing it gives back. Nothing once its record was kept its time and removed.
 * Only of one that is done: no part of it can come any more, so nothing undone is finished later, and the targets of its
 * undo are the same in every attempt.
 * @throws UnseatError conflict with how far it has come, while it is not done
 */
export async function undoTargets(
  store: TenantStore,
  operationId: OperationId,
): Promise<readonly Taken[]> {
  const found = await store.operation(operationId);
  return found === null ? [] : doneParts(found).flatMap(({ taken }) => taken);
}

/** What undoing decides for each user; also used to finish what a crash left. */
export function undoSpec(
  store: TenantStore,
  operationId: OperationId,
  targets: readonly Taken[],
  catalog: Catalog,
): OperationSpec<Taken> {
  return {
    request: { path: 'undo', operationId },
    targets,
    userIdOf: ({ userId }) => userId,
    seatsWanted: ({ licenses }, user) => wantedSeats(user, licenses),
    decideWhole: async (undoneBy) => {
      const current = await undoable(store, operationId, undoneBy);
      refuseNewcomer(current.operation, targets);
      await refuseShortSeats(store, targets, catalog);
      return { writes: [operationChange(current.row, { undoneBy })] };
    },
    refuse: ({ userId }, error) => ({ after: null, result: failedResult(userId, null, error) }),
    decide: decideGivenBack,
  };
}

/**
 * An operation that another one undoes.
 * @throws UnseatError notFound, or conflict when it took nothing or was undone already
 */
export async function undoable(
  store: TenantStore,
  operationId: OperationId,
  undoneBy: OperationId | null,
): Promise<OperationWithParts> {
  const current = await takenBy(store, operationId);
  refuseUndone(current.operation, undoneBy);
  return current;
}

async function takenBy(store: TenantStore, operationId: OperationId): Promise<OperationWithParts> {
  const found = await store.operation(operationId);
  if (found === null) throw notFound('operation', operationId);
  if (found.parts.some(({ taken }) => taken.length > 0)) return found;
  const { path } = found.operation.request;
  throw path === 'deleteUser' || path === 'directorySync'
    ? operationDeletedUsers(
        { operationId, path },
        { way: { kind: 'restoreDeletedUsers', operationId } },
      )
    : operationTookNothing({ operationId, path });
}

/** All parts of an operation, none of which is still to come. @throws UnseatError conflict while it is running */
export function doneParts(found: OperationWithParts): OperationWithParts['parts'] {
  const { status, targets } = progressOf(found);
  if (status !== 'running') return found.parts;
  const { operationId, request } = found.operation;
  const { path } = request;
  const progress = { operationId, path, done: targets.done, of: targets.of };
  throw path === 'import' ? importRunning(progress) : operationRunning(progress);
}

/** What thousands of users get back takes longer than a request may. */
function refuseJob(operation: Operation | null): void {
  if (operation?.request.path !== 'job') return;
  const { operationId } = operation;
  throw operationIsJob({ operationId }, { way: { kind: 'undoByJob', operationId } });
}

function refuseUndone({ operationId, undoneBy }: Operation, by: OperationId | null): void {
  if (undoneBy === null || undoneBy === by) return;
  throw operationUndone({ operationId, undoneBy });
}

/** Committed between two reads: when its undo looked for what it took, there was no such operation. */
function refuseNewcomer({ operationId, request }: Operation, targets: readonly Taken[]): void {
  if (targets.length > 0) return;
  throw operationJustBegun({ operationId, path: request.path });
}

async function refuseShortSeats(
  store: TenantStore,
  targets: readonly Taken[],
  catalog: Catalog,
): Promise<void> {
  const users = await loadUsers(
    store,
    targets.map(({ userId }) => userId),
  );
  const needed = new Map<SkuId, number>();
  for (const [index, { licenses }] of targets.entries()) {
    const user = users[index]?.value ?? null;
    if (user === null || user.deletion !== null || user.isGone) continue;
    for (const skuId of wantedSeats(user, licenses))
      needed.set(skuId, (needed.get(skuId) ?? 0) + 1);
  }
  const products: Parameters<typeof seatsTaken>[0]['products'] = [];
  for (const [skuId, count] of needed) {
    const seats = await readSnapshot(store, skuId);
    const available =
      seats === null ? 0 : availableSeats(seats.row.product.prepaid, seats.consumed);
    const free = Math.max(available, 0);
    const skuPartNumber = catalog.products.get(skuId)?.skuPartNumber ?? skuId;
    if (free < count)
      products.push({ skuId, skuPartNumber, needed: count, free, missing: count - free });
  }
  if (products.length > 0) {
    const way = { kind: 'raiseSeats', skuIds: products.map(({ skuId }) => skuId) } as const;
    throw seatsTaken({ products }, { way });
  }
}

/** Decides what one user gets back. */
export function decideGivenBack({
  target,
  user,
  available,
  catalog,
  occasion,
}: DecisionInput<Taken>): Decision {
  const refusal = refuseUser(target.userId, user, occasion.dueBy);
  const fail = (error: Parameters<typeof failedResult>[2]): Decision => ({
    after: null,
    result: failedResult(target.userId, user?.userPrincipalName ?? null, error),
  });
  if (refusal !== null || user === null) return fail(refusal ?? notFound('user', target.userId));
  // A product assigned directly again since then stays as it is now.
  const missing = target.licenses.filter(
    ({ skuId }) => !user.assignments.some((way) => way.skuId === skuId && way.groupId === null),
  );
  const decided = decideGiveBack(user, missing, available, occasion);
  if (!('user' in decided)) return fail(assignError(decided, user, catalog));
  const broken = brokenPlans(user.assignments, decided.user.assignments, catalog.products);
  if (broken !== null) return fail(broken);
  const outcomes = target.licenses.map((license) => ({
    skuId: license.skuId,
    outcome: missing.includes(license) ? ('assigned' as const) : ('alreadyAssigned' as const),
    ...heldNow(decided.user.assignments, license.skuId),
  }));
  return {
    after: decided.kind === 'unchanged' ? null : decided.user,
    result: userResult(user, decided.user, outcomes, { catalog, occasion }),
  };
}
