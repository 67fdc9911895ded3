import type { UnseatError } from '../../errors.ts';
import type { OperationId, SkuId, UserId } from '../../licensing/ids.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { TakenLicense } from '../../licensing/outcome.ts';
import type { User } from '../../licensing/user.ts';
import type { Instant } from '../../licensing/time.ts';
import type { OperationRequest } from '../../storage/rows/operation-request.ts';
import type { OperationPart } from '../../storage/rows/operation-row.ts';
import type { Write } from '../../storage/tables.ts';
import type { Catalog } from './catalogs.ts';

/** All a decision on one target may look at. */
export interface DecisionInput<Target> {
  readonly target: Target;
  /** Null when there is no such user. */
  readonly user: User | null;
  /** Seats nobody uses, of the products `seatsWanted` named. */
  readonly available: ReadonlyMap<SkuId, number>;
  readonly catalog: Catalog;
  readonly occasion: Occasion & { readonly operationId: NonNullable<Occasion['operationId']> };
}

export interface Decision {
  /** What the user becomes; null when nothing changes. */
  readonly after: User | null;
  /** What the answer says of this target. */
  readonly result: unknown;
  readonly taken?: readonly TakenLicense[];
  /** Further writes of the same transaction. */
  readonly writes?: readonly Write[];
}

/** What is decided of an operation beside its targets. */
export type WholeDecision = Pick<Decision, 'writes'> & { readonly result?: unknown };

/** What is written beside a part that was decided, in its transaction. */
export type BesidePart = (part: OperationPart) => readonly Write[];

/** One kind of operation: what it decides for each of its targets, most often users. */
export interface OperationSpec<Target> {
  /** The request as it is recorded and told apart from others. */
  readonly request: OperationRequest;
  readonly targets: readonly Target[];
  /** Of an operation that goes on by message: which of all its targets these are. Absent: they are all. */
  readonly slice?: { readonly first: number; readonly of: number };
  /** The user a target is about; null for a target that is none. */
  readonly userIdOf: (target: Target) => UserId | null;
  /** Products of which this target may take a seat. */
  readonly seatsWanted?: (target: Target, user: User | null) => readonly SkuId[];
  /** Products whose seats it is sure to take: it waits for its turn with them. */
  readonly seatsOf?: readonly SkuId[];
  /** True where seats are counted as they are reported, whether or not that many are paid. */
  readonly mayOversell?: boolean;
  /** True where the answer shows users as they are afterwards: the record keeps that for a repeat under its key. */
  readonly keepsAfter?: boolean;
  /** What is decided once for the operation as a whole, in its first transaction; its result stands before the others. */
  readonly decideWhole?: (operationId: OperationId, at: Instant) => Promise<WholeDecision>;
  /**
   * Reads what changes with each part, anew for each attempt to write one.
   * @throws UnseatError when this part is not to be written any more
   */
  readonly besidePart?: (part: number) => Promise<BesidePart>;
  /** What a target comes to that does not fit into a transaction; without it, such a one refuses the whole operation. */
  readonly refuse?: (target: Target, error: UnseatError) => Decision | undefined;
  /** @throws UnseatError when the whole operation is refused */
  readonly decide: (input: DecisionInput<Target>) => Decision | Promise<Decision>;
}
