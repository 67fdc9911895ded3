import { UnseatError } from '../../errors.ts';
import type { OperationId, SkuId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { changeNotStored } from '../../refusals/service.ts';
import { idempotencyKeyReused } from '../../refusals/operations.ts';
import type { Operation, OperationPart } from '../../storage/rows/operation-row.ts';
import { StorageOutage, StorageRefusal } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Catalog } from './catalogs.ts';
import { countedFrom } from './clocks.ts';
import { fingerprintOf, operationIdOf } from './operation-id.ts';
import type { OperationSpec } from './operation-spec.ts';
import type { PartHead, PlannedPart } from './plan-part.ts';
import { planPart } from './plan-part.ts';
import { progressOf } from './answers/progress.ts';
import { readFurtherPart, readHead } from './parts/read-record.ts';
import { sendRetentionMessage } from './retention-message.ts';
import type { Session } from './session.ts';
import { DerivedRowRefusal, submitWrites } from './submit-writes.ts';

/** What an operation did, as its record says it. */
export interface OperationRun {
  /** Null for a dry run. */
  readonly operationId: OperationId | null;
  readonly at: Instant;
  readonly parts: readonly OperationPart[];
}

const mostAttempts = 12;

/**
 * Carries out an operation once, however often its request, its transaction or its message is repeated or lost:
 * load, decide, commit part by part, send. The record that each transaction creates first tells what was done.
 * @throws UnseatError idempotencyKeyReused when the key was used for another request
 * @throws UnseatError serviceUnavailable when the storage does not answer; the same key may be sent again
 */
export async function runOperation<Target>(
  session: Session,
  catalog: Catalog,
  spec: OperationSpec<Target>,
): Promise<OperationRun> {
  const { store } = session;
  const operationId = operationIdOf(session);
  if (session.isDryRun) return dryRun(session, catalog, spec, operationId);
  const fingerprint = fingerprintOf({ route: session.route, request: spec.request });
  const known = session.idempotencyKey === null ? null : await store.operation(operationId);
  if (known !== null) assertSameRequest(known.operation, fingerprint);
  const head = { operationId, fingerprint, at: await operationInstant(session) };
  const parts = [...(known?.parts ?? [])];
  const isRepeat = known !== null && progressOf(known).status !== 'running';
  await commitParts(session, { catalog, spec, head }, parts);
  if (!isRepeat) await sendRetentionMessage(session, session.tenantId, operationId);
  return { operationId, at: parts[0]?.at ?? head.at, parts };
}

/** What is carried out, by which products, and as which operation. */
interface Work<Target> {
  readonly catalog: Catalog;
  readonly spec: OperationSpec<Target>;
  readonly head: Head;
}

/**
 * When an operation is accepted: by this machine's clock, or, where that is wrong, by the storage service's, or its
 * record would be kept, and its message be looked after, by a time that is not.
 */
async function operationInstant({
  now: received,
  clock,
  tables,
  store,
}: Session): Promise<Instant> {
  const now = countedFrom(received, clock());
  if (countedFrom(now, tables.lastSeenClock()) === now) return now;
  // The latest answer may be old; the clock of this one is not.
  await store.tenant();
  return countedFrom(now, tables.lastSeenClock());
}

interface Head {
  readonly operationId: OperationId;
  readonly fingerprint: string;
  readonly at: Instant;
}

/**
 * Goes on where the parts that are there stop, until every target is done; pushes the new parts. All of them have the
 * time of the first, also where another attempt has written that one.
 */
export async function commitParts<Target>(
  session: Session,
  work: Work<Target>,
  parts: OperationPart[],
): Promise<void> {
  const { spec, head } = work;
  while (parts.length === 0 || doneOf(parts) < spec.targets.length) {
    const ofAll = { ...head, at: parts[0]?.at ?? head.at };
    parts.push(await commitInTurn(session, { ...work, head: ofAll }, placeAfter(parts)));
  }
}

/** Commits one part, or takes it from the record where another attempt has committed it. */
export async function commitInTurn<Target>(
  session: Session,
  work: Work<Target>,
  place: Place,
): Promise<OperationPart> {
  const endTurn = await session.seatTurns?.take(session.tenantId, work.spec.seatsOf ?? []);
  try {
    return await commitPart(session, work, place);
  } finally {
    endTurn?.();
  }
}

/** Where among its parts and targets an operation goes on. */
type Place = Pick<PartHead, 'part' | 'doneTargets' | 'isMidTarget'>;

async function commitPart<Target>(
  session: Session,
  { catalog, spec, head }: Work<Target>,
  place: Place,
): Promise<OperationPart> {
  const { store } = session;
  let failure: unknown = null;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    let plan: PlannedPart;
    try {
      plan = await planPart(session, catalog, spec, { ...head, ...place });
    } catch (error) {
      // Refused, it may be, because of what this very operation has done: in an attempt that is late, or sent beside it.
      const mayBeRecorded = failure !== null || session.idempotencyKey !== null;
      if (!(error instanceof UnseatError) || !mayBeRecorded) throw error;
      const recorded = await recordedPart(store, head, place.part);
      if (recorded === null) throw error;
      return recorded;
    }
    await session.marks.mark(session.tenantId, plan.dues);
    try {
      await submitWrites(session, store, plan.writes);
      return plan.part;
    } catch (error) {
      if (!(error instanceof StorageRefusal) && !(error instanceof StorageOutage)) throw error;
      failure = error;
      // "Refused" and "no answer" may both be a commit whose answer was lost. Only the record knows.
      const recorded = await recordedPart(store, head, place.part);
      if (recorded !== null) return recorded;
      await session.seatTurns?.giveWay(attempt);
    }
  }
  throw notStored(session, head.operationId, failure);
}

/** Says what stood in the way of a change, again and again. */
function notStored({ log }: Session, operationId: OperationId, cause: unknown): UnseatError {
  if (cause instanceof DerivedRowRefusal) {
    log(
      `operation ${operationId}: given up, the row ${cause.key} was refused each time; ` +
        'a check of the tenant names rows that disagree with their users',
    );
  }
  return changeNotStored({ obstacle: obstacle(cause) }, { cause });
}

function obstacle(cause: unknown): string {
  if (cause instanceof DerivedRowRefusal) {
    return `the row '${cause.key}' disagrees with the user it is derived from and has to be repaired`;
  }
  return cause instanceof StorageOutage
    ? 'the storage does not answer'
    : 'others change the same users or seats';
}

async function recordedPart(
  store: TenantStore,
  head: Head,
  part: number,
): Promise<OperationPart | null> {
  const recorded = await readHead(store, head.operationId);
  if (recorded === null) return null;
  assertSameRequest(recorded, head.fingerprint);
  return part === 0 ? recorded.part : readFurtherPart(store, head.operationId, part);
}

async function dryRun<Target>(
  session: Session,
  catalog: Catalog,
  spec: OperationSpec<Target>,
  operationId: OperationId,
): Promise<OperationRun> {
  const parts: OperationPart[] = [];
  const head = { operationId, fingerprint: '', at: session.now };
  const unwritten = new Map<SkuId, number>();
  while (parts.length === 0 || doneOf(parts) < spec.targets.length) {
    const place = placeAfter(parts);
    const { part } = await planPart(session, catalog, spec, { ...head, ...place, unwritten });
    parts.push(part);
    for (const { skuId, count } of part.seatChanges) {
      unwritten.set(skuId, (unwritten.get(skuId) ?? 0) + count);
    }
  }
  return { operationId: null, at: session.now, parts };
}

/** Where the part that follows begins. */
function placeAfter(parts: readonly OperationPart[]): Place {
  const isMidTarget = parts.at(-1)?.isStep ?? false;
  return { part: parts.length, doneTargets: doneOf(parts), isMidTarget };
}

function doneOf(parts: readonly OperationPart[]): number {
  return parts.at(-1)?.doneTargets ?? 0;
}

function assertSameRequest(recorded: Operation, fingerprint: string): void {
  // An earlier version took the fingerprint of another shape of the same request.
  if (recorded.fingerprint === fingerprint || fingerprintOf(recorded) === fingerprint) return;
  throw idempotencyKeyReused(
    { operationId: recorded.operationId, usedAt: recorded.at },
    { target: 'Idempotency-Key' },
  );
}
