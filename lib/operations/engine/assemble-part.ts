import { dataMoves } from '../../licensing/data-moves.ts';
import type { Instant } from '../../licensing/time.ts';
import { addMs } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import { auditWrite } from '../../storage/rows/audit-entry-row.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import type { Operation, OperationPart } from '../../storage/rows/operation-row.ts';
import {
  operationPartKey,
  operationPartWrite,
  operationWrite,
} from '../../storage/rows/operation-row.ts';
import { seatChanges, userWrites } from '../../storage/rows/user-row.ts';
import { newWakeUps, operationWakeUpWrite } from '../../storage/rows/wake-up-row.ts';
import type { Write } from '../../storage/tables.ts';
import type { Call } from './call.ts';
import type { Session } from './session.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { OperationId } from '../../licensing/ids.ts';
import type { Catalog } from './catalogs.ts';
import { chainLineWrite } from './chain-record.ts';
import type { BesidePart, Decision, OperationSpec, WholeDecision } from './operation-spec.ts';
import type { PartHead, PlannedPart } from './plan-part.ts';
import type { SeatLedger } from './seat-ledger.ts';

/** Of an operation's own writes, the rows the chain holds a hash of: the record and its audit line. */
const recordRows = 2;
/** How long after an operation it is looked whether its message was handled. */
const messageLostAfterMs = 2 * 60 * 1000;

/** What was decided on a target, and what this transaction makes of its user. */
export interface Decided<Target> {
  readonly target: Target;
  readonly before: Versioned<User> | null;
  readonly decision: Decision;
  readonly after: User | null;
  /** The user's rows and what the decision writes beside. */
  readonly writes: readonly Write[];
  /** True when `after` is only on the way to what was decided: the next part goes on with the same target. */
  readonly isStep: boolean;
}

/** A target as it was decided, or on the way there. */
export function toDecided<Target>(
  { target, before, decision }: Pick<Decided<Target>, 'target' | 'before' | 'decision'>,
  step: User | null = null,
): Decided<Target> {
  const after = step ?? decision.after;
  const own = after === null ? [] : userWrites(before, after);
  const writes = [...own, ...(decision.writes ?? [])];
  return { target, before, decision, after, writes, isStep: step !== null };
}

/** What a part is made of, whichever of its targets fit into it. */
export interface PartWork<Target> {
  readonly session: Session;
  readonly catalog: Catalog;
  readonly spec: OperationSpec<Target>;
  readonly head: PartHead;
  /** The seats as they were read. */
  readonly ledger: SeatLedger;
  readonly whole: WholeDecision;
  readonly beside: BesidePart | null;
  readonly occasion: Occasion & { readonly operationId: OperationId };
}

/** One transaction of an operation, of the targets that were decided on. */
export function assemblePart<Target>(
  { session: call, catalog, spec, head, ledger: seats, whole, beside }: PartWork<Target>,
  decided: readonly Decided<Target>[],
): PlannedPart {
  const ledger = seats.again();
  const own = decided.flatMap(({ writes }) => writes);
  for (const { before, after } of decided) ledger.apply(seatChanges(before?.value ?? null, after));
  // What was decided on a target of several steps is recorded with the first of them.
  const results = decided.slice(head.isMidTarget ? 1 : 0).map(({ decision }) => decision.result);
  const finished = decided.filter(({ isStep }) => !isStep);
  const part: OperationPart = {
    at: head.at,
    results: [...(whole.result === undefined ? [] : [whole.result]), ...results],
    doneTargets: head.doneTargets + finished.length,
    isStep: finished.length < decided.length,
    seatChanges: ledger.changes().map(({ skuId, count }) => ({
      skuId,
      skuPartNumber: catalog.products.get(skuId)?.skuPartNumber ?? skuId,
      count,
    })),
    taken: finished.flatMap(({ target, decision }) => {
      const userId = spec.userIdOf(target);
      const licenses = [...(decision.taken ?? [])];
      return userId === null || licenses.length === 0 ? [] : [{ userId, licenses }];
    }),
    moves: decided.flatMap(({ before, after }) =>
      after === null
        ? []
        : dataMoves(before?.value ?? null, after).map((move) => ({ userId: after.id, ...move })),
    ),
    after: spec.keepsAfter === true && call.idempotencyKey !== null ? decided.flatMap(left) : [],
  };
  const record = recordWrites(call, spec, head, part);
  const key = operationPartKey(head.operationId, head.part);
  const line = chainLineWrite(head.at, key, record.writes.slice(0, recordRows));
  return {
    writes: [
      ...record.writes,
      line,
      ...(whole.writes ?? []),
      ...own,
      ...ledger.writes(head),
      ...(beside?.(part) ?? []),
    ],
    dues: [...record.dues, ...newWakeUps(own)],
    startsClock: newWakeUps(own).length > 0,
    part,
  };
}

/** The user as the whole operation leaves it. */
function left<Target>({ before, decision }: Decided<Target>): readonly User[] {
  const user = decision.after ?? before?.value;
  return user === undefined ? [] : [user];
}

/** Creating the record comes first in its transaction: a second attempt, late or repeated, fails on it. */
function recordWrites<Target>(
  call: Call,
  spec: OperationSpec<Target>,
  { operationId, fingerprint, at, part: index }: PartHead,
  part: OperationPart,
): { readonly writes: readonly Write[]; readonly dues: readonly Instant[] } {
  if (index > 0) return { writes: [operationPartWrite(operationId, index, part)], dues: [] };
  const { request } = spec;
  const wakeAt = addMs(at, messageLostAfterMs);
  const operation: Operation = {
    operationId,
    at,
    by: call.caller,
    route: call.route,
    fingerprint,
    request,
    targetCount: spec.slice?.of ?? spec.targets.length,
    message: 'pending',
    wakeAt,
    undoneBy: null,
    totals: null,
    part,
  };
  const { id, kind } = call.caller;
  const userIds = spec.targets.map(spec.userIdOf).filter((userId) => userId !== null);
  return {
    writes: [
      operationWrite(operation),
      auditWrite({ operationId, path: request.path, at, userIds, by: { id, kind } }),
      operationWakeUpWrite(wakeAt, operationId),
    ],
    dues: [wakeAt],
  };
}
