import { UnseatError } from '../../errors.ts';
import type { OperationId } from '../../licensing/ids.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { Instant } from '../../licensing/time.ts';
import { addDays, earlierOf, laterOf } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import { maxWrites } from '../../storage/limits.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import { DamagedRowError } from '../../storage/rows/document.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import { seatChanges } from '../../storage/rows/user-row.ts';
import type { Write } from '../../storage/tables.ts';
import type { Decided, PartWork } from './assemble-part.ts';
import { assemblePart, toDecided } from './assemble-part.ts';
import type { Catalog } from './catalogs.ts';
import { countedFrom, readClocks } from './clocks.ts';
import { damagedRefusal } from './parts/damaged-refusal.ts';
import { fitting } from './parts/fit-part.ts';
import { heldBases } from './held-bases.ts';
import { loadUsers } from './load-users.ts';
import type { Decision, DecisionInput, OperationSpec, WholeDecision } from './operation-spec.ts';
import type { SeatChanges } from './seat-ledger.ts';
import { SeatLedger } from './seat-ledger.ts';
import type { Session } from './session.ts';

/** Targets in one transaction at the most. */
export const mostTargets = 20;
/** The record, its audit line, its wake-up and its line for the chain. */
const ownWrites = 4;
/** Writes beside a part at the most. */
const writesBeside = 2;
/** What is finished later than this starts its clocks as if it were so late: most of the 30 days are always left. */
const latestFinishDays = 7;

export interface PartHead {
  readonly operationId: OperationId;
  readonly fingerprint: string;
  readonly at: Instant;
  readonly part: number;
  readonly doneTargets: number;
  /** True when the part before was only a step of the target this one begins with. */
  readonly isMidTarget: boolean;
  /** Seats that the parts before have changed, in a dry run that writes none of them. */
  readonly unwritten?: SeatChanges;
}

export interface PlannedPart {
  readonly writes: readonly Write[];
  /** Days that need a mark before this is committed. */
  readonly dues: readonly Instant[];
  /** True when an end is set: with the clocks apart it may not. */
  readonly startsClock: boolean;
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
  const from = head.doneTargets - (spec.slice?.first ?? 0);
  const next = spec.targets.slice(from, from + mostTargets);
  return planReadable(session, given, { spec, head }, next);
}

interface Planning<Target> {
  readonly spec: OperationSpec<Target>;
  readonly head: PartHead;
}

/**
 * Plans the first of these targets, as many as can be decided on. A target of which a row is damaged is refused by itself
 * where the operation has a result for it, and keeps no other from its own.
 */
async function planReadable<Target>(
  session: Session,
  given: Catalog,
  planning: Planning<Target>,
  targets: readonly Target[],
): Promise<PlannedPart> {
  try {
    return await planTargets(session, given, planning, targets);
  } catch (error) {
    const { spec } = planning;
    const [only, ...others] = targets;
    if (!(error instanceof DamagedRowError) || spec.refuse === undefined || only === undefined) {
      throw error;
    }
    if (others.length > 0) {
      const half = targets.slice(0, Math.ceil(targets.length / 2));
      return planReadable(session, given, planning, half);
    }
    const decision = spec.refuse(only, damagedRefusal(error));
    if (decision === undefined) throw error;
    session.log(`${error.message} It is left out.`);
    return planRefusal(session, given, planning, { target: only, before: null, decision });
  }
}

/** A part that says of one target why nothing is done for it. */
async function planRefusal<Target>(
  session: Session,
  catalog: Catalog,
  { spec, head }: Planning<Target>,
  refused: Pick<Decided<Target>, 'target' | 'before' | 'decision'>,
): Promise<PlannedPart> {
  const ledger = await SeatLedger.read(session.store, []);
  const occasion = occasionOf(session, catalog, head);
  const whole = await wholeOf(spec, head);
  const beside = (await spec.besidePart?.(head.part)) ?? null;
  const work = { session, catalog, spec, head, ledger, whole, beside, occasion };
  return assemblePart(work, [toDecided(refused)]);
}

async function wholeOf<Target>(
  spec: OperationSpec<Target>,
  { part, operationId, at }: PartHead,
): Promise<WholeDecision> {
  return (part === 0 && (await spec.decideWhole?.(operationId, at))) || {};
}

async function planTargets<Target>(
  session: Session,
  given: Catalog,
  { spec, head }: Planning<Target>,
  targets: readonly Target[],
): Promise<PlannedPart> {
  const { store } = session;
  const beside = (await spec.besidePart?.(head.part)) ?? null;
  const users = await loadUsers(store, targets.map(spec.userIdOf));
  const wanted = targets.flatMap(
    (target, index) => spec.seatsWanted?.(target, users[index]?.value ?? null) ?? [],
  );
  let ledger = await SeatLedger.read(store, wanted, head.unwritten);
  const known = users.flatMap((user) => (user === null ? [] : [user.value]));
  const dueBy = session.tables.lastSeenClock();
  const bases = await heldBases(store, known, dueBy);
  const current = (catalog: Catalog) =>
    session.catalogs.current(session, catalog, { users: known, products: ledger.products }, dueBy);
  let catalog = await current(given);
  // A product that came between the two reads is known, and its seats are not: products only ever come.
  while (wanted.some((skuId) => catalog.products.has(skuId) && !ledger.has(skuId))) {
    ledger = await SeatLedger.read(store, wanted, head.unwritten);
    catalog = await current(catalog);
  }
  const occasion = occasionOf(session, catalog, head);
  const whole = await wholeOf(spec, head);
  const work = { session, catalog, spec, head, ledger, whole, beside, occasion };
  const decided = await decideOn(work, targets, users);
  const plan = fitting(work, decided, (those) => withBases(assemblePart(work, those), bases));
  // An end that a wrong clock sets is carried out by a right one: with the clocks apart none begins.
  if (plan.startsClock) readClocks(session);
  return plan;
}

/** The product rows a claim depends on, where the part does not write them anyway. */
function withBases(plan: PlannedPart, bases: readonly Write[]): PlannedPart {
  const keys = new Set(plan.writes.map(({ key }) => key));
  return { ...plan, writes: [...plan.writes, ...bases.filter(({ key }) => !keys.has(key))] };
}

/** Decides on as many targets as one transaction has writes for, on one at least. */
async function decideOn<Target>(
  { spec, head, whole, beside, ledger: seats, catalog, occasion }: PartWork<Target>,
  targets: readonly Target[],
  users: readonly (Versioned<User> | null)[],
): Promise<readonly Decided<Target>[]> {
  const ledger = seats.again();
  const decided: Decided<Target>[] = [];
  const keys = new Set<string>();
  let writes = ownWrites + (whole.writes?.length ?? 0) + (beside === null ? 0 : writesBeside);
  for (const [index, target] of targets.entries()) {
    const before = users[index] ?? null;
    const user = before?.value ?? null;
    const { available } = ledger;
    const input = { target, user, available, catalog, occasion };
    const isMidTarget = index === 0 && head.isMidTarget;
    const decision = await (isMidTarget ? decideRest(spec, input) : spec.decide(input));
    const changes = seatChanges(user, decision.after);
    const own = toDecided({ target, before, decision });
    const count = own.writes.length;
    const isFull = writes + count + ledger.mostWrites + changes.size > maxWrites;
    // A row that another target writes too, such as a name they share, is decided on once that one is committed.
    const isShared = own.writes.some(({ key }) => keys.has(key));
    if ((isFull || isShared) && decided.length > 0) break;
    writes += count;
    for (const { key } of own.writes) keys.add(key);
    ledger.apply(changes);
    decided.push(own);
  }
  return decided;
}

/** Who is in the middle of its steps was decided on already: what came in between wins, and the operation ends. */
async function decideRest<Target>(
  spec: OperationSpec<Target>,
  input: DecisionInput<Target>,
): Promise<Decision> {
  try {
    return await spec.decide(input);
  } catch (error) {
    if (!(error instanceof UnseatError) || error.retry === 'later') throw error;
    return { after: null, result: null };
  }
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
