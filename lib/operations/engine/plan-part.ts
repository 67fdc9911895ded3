import { dataMoves } from '../../licensing/data-moves.ts';
import type { OperationId } from '../../licensing/ids.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays, addMs, earlierOf, laterOf } from '../../licensing/time.ts';
import { maxWrites } from '../../storage/limits.ts';
import { auditWrite } from '../../storage/rows/audit-entry-row.ts';
import type { Operation, OperationPart } from '../../storage/rows/operation-row.ts';
import {
  operationPartKey,
  operationPartWrite,
  operationWrite,
} from '../../storage/rows/operation-row.ts';
import { seatChanges, userWrites } from '../../storage/rows/user-row.ts';
import { newWakeUps, operationWakeUpWrite } from '../../storage/rows/wake-up-row.ts';
import type { Write } from '../../storage/tables.ts';
import { chainLineWrite } from './chain-record.ts';
import type { Call } from './call.ts';
import { countedFrom, readClocks } from './clocks.ts';
import type { Catalog } from './catalogs.ts';
import { heldBases } from './held-bases.ts';
import { loadUsers } from './load-users.ts';
import type { Decision, OperationSpec } from './operation-spec.ts';
import type { Session } from './session.ts';
import { SeatLedger } from './seat-ledger.ts';

/** Targets in one transaction at the most. */
const mostTargets = 20;
/** The record, its audit line, its wake-up and its line for the chain. */
const ownWrites = 4;
/** Of these, the rows the chain holds a hash of: the record and its audit line. */
const recordRows = 2;
/** How long after an operation it is looked whether its message was handled. */
const messageLostAfterMs = 2 * 60 * 1000;
/** What is finished later than this starts its clocks as if it were so late: most of the 30 days are always left. */
const latestFinishDays = 7;

export interface PartHead {
  readonly operationId: OperationId;
  readonly fingerprint: string;
  readonly at: Instant;
  readonly part: number;
  readonly doneTargets: number;
}

export interface PlannedPart {
  readonly writes: readonly Write[];
  /** Days that need a mark before this is committed. */
  readonly dues: readonly Instant[];
  readonly part: OperationPart;
}

/**
 * Loads the next targets, decides on as many as fit into one transaction, and says what is to be written.
 * @throws ClocksApartError when an end would be set by clocks that differ by more than 5 minutes
 */
export async function planPart<Target>(
  session: Session,
  given: Catalog,
  spec: OperationSpec<Target>,
  head: PartHead,
): Promise<PlannedPart> {
  const { store } = session;
  const targets = spec.targets.slice(head.doneTargets, head.doneTargets + mostTargets);
  const users = await loadUsers(store, targets.map(spec.userIdOf));
  const ledger = await SeatLedger.read(
    store,
    targets.flatMap(
      (target, index) => spec.seatsWanted?.(target, users[index]?.value ?? null) ?? [],
    ),
  );
  const known = users.flatMap((user) => (user === null ? [] : [user.value]));
  const dueBy = session.tables.lastSeenClock();
  const bases = await heldBases(store, known, dueBy);
  const catalog = await session.catalogs.current(session, given, known, dueBy);
  const occasion = occasionOf(session, catalog, head);
  const writes: Write[] = [];
  const dues: Instant[] = [];
  const decisions: Decision[] = [];
  const taken: OperationPart['taken'] = [];
  const moves: OperationPart['moves'] = [];
  const shown: OperationPart['after'] = [];
  const whole = head.part === 0 ? await spec.decideWhole?.(head.operationId) : undefined;
  if (whole !== undefined) writes.push(...(whole.writes ?? []));
  for (const [index, target] of targets.entries()) {
    const before = users[index] ?? null;
    const decision = await spec.decide({
      target,
      user: before?.value ?? null,
      available: ledger.available,
      catalog,
      occasion,
    });
    const { after } = decision;
    const changes = seatChanges(before?.value ?? null, after);
    const own = [...(after === null ? [] : userWrites(before, after)), ...(decision.writes ?? [])];
    const isFull =
      writes.length +
        own.length +
        ledger.changes().length +
        changes.size +
        bases.length +
        ownWrites >
      maxWrites;
    if (isFull && decisions.length > 0) break;
    writes.push(...own);
    ledger.apply(changes);
    decisions.push(decision);
    dues.push(...newWakeUps(own));
    if (after !== null) {
      const moved = dataMoves(before?.value ?? null, after);
      moves.push(...moved.map((move) => ({ userId: after.id, ...move })));
    }
    const left = after ?? before?.value;
    if (spec.keepsAfter === true && session.idempotencyKey !== null && left) shown.push(left);
    const licenses = decision.taken ?? [];
    const userId = spec.userIdOf(target);
    if (userId !== null && licenses.length > 0) taken.push({ userId, licenses: [...licenses] });
  }
  // An end that a wrong clock sets is carried out by a right one: with the clocks apart none begins.
  if (dues.length > 0) readClocks(session);
  const part: OperationPart = {
    at: head.at,
    results: [
      ...(whole?.result === undefined ? [] : [whole.result]),
      ...decisions.map(({ result }) => result),
    ],
    doneTargets: head.doneTargets + decisions.length,
    seatChanges: ledger.changes().map(({ skuId, count }) => ({
      skuId,
      skuPartNumber: catalog.products.get(skuId)?.skuPartNumber ?? skuId,
      count,
    })),
    taken,
    moves,
    after: shown,
  };
  const record = recordWrites(session, spec, head, part);
  const key = operationPartKey(head.operationId, head.part);
  const line = chainLineWrite(head.at, key, record.writes.slice(0, recordRows));
  const all = [...record.writes, line, ...writes, ...ledger.writes(head)];
  const keys = new Set(all.map((write) => write.key));
  return {
    writes: [...all, ...bases.filter((base) => !keys.has(base.key))],
    dues: [...record.dues, ...dues],
    part,
  };
}

/** Every target is decided as of the operation's own instant, whoever finishes it and when; what is due, as of now. */
function occasionOf(
  { clock, tables, now: asked }: Session,
  { tenant, products }: Catalog,
  { operationId, at }: PartHead,
): Occasion & { readonly operationId: OperationId } {
  const read = countedFrom(asked, clock());
  const now = laterOf(at, addDays(read, -latestFinishDays));
  const dueBy = earlierOf(read, tables.lastSeenClock());
  return { now, dueBy, operationId, products, tenant };
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
    targetCount: spec.targets.length,
    message: 'pending',
    wakeAt,
    undoneBy: null,
    part,
  };
  const userIds = spec.targets.map(spec.userIdOf).filter((id) => id !== null);
  return {
    writes: [
      operationWrite(operation),
      auditWrite({ operationId, path: request.path, at, userIds }),
      operationWakeUpWrite(wakeAt, operationId),
    ],
    dues: [wakeAt],
  };
}
