import { z } from 'zod';
import { DataMove } from '../../licensing/data-moves.ts';
import { OperationId, SkuId, UserId } from '../../licensing/ids.ts';
import { Instant } from '../../licensing/time.ts';
import { Assignment, User } from '../../licensing/user.ts';
import { keysFrom, keysUnder, padPart } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';
import { toPresentOperation } from './earlier-operation.ts';
import { OperationRequest } from './operation-request.ts';

/** Who made a request. The name, where the token had one, is shown in records and never anywhere else. */
export const Caller = z.strictObject({
  id: z.string(),
  kind: z.enum(['user', 'app']),
  name: z.string().optional(),
});
export type Caller = z.infer<typeof Caller>;

/** What one transaction of an operation did. */
export const OperationPart = z.strictObject({
  /** When the operation was accepted, the same in all its parts. */
  at: Instant,
  /** Results in the order of the targets, in the shape the operation's answer has. */
  results: z.array(z.unknown()),
  /** Where the next part begins: how many targets are done with this one. */
  doneTargets: z.number().int().nonnegative(),
  /** True when this was only a step of a target that the next part goes on with. */
  isStep: z.boolean().default(false),
  seatChanges: z.array(
    z.strictObject({ skuId: SkuId, skuPartNumber: z.string(), count: z.number().int() }),
  ),
  /** True when nothing follows although targets are left: the operation was cancelled. */
  isCancelled: z.boolean().optional(),
  /** Exactly what was taken, for undo. */
  taken: z.array(
    z.strictObject({
      userId: UserId,
      licenses: z.array(
        Assignment.pick({ skuId: true, disabledPlans: true, assignedAt: true }).extend({
          /** Null: it was in order. */
          state: Assignment.shape.state.nullable().default(null),
          error: Assignment.shape.error.default(null),
        }),
      ),
    }),
  ),
  /** What became held and what was restored, for notices. */
  moves: z.array(z.strictObject({ userId: UserId, ...DataMove.shape })).default([]),
  /** Users as they were right after, where the answer shows them and a repeat must say the same. */
  after: z.array(User).default([]),
});
export type OperationPart = z.infer<typeof OperationPart>;

/** What a whole operation came to, in numbers. */
export const OperationTotals = z.strictObject({
  /** Users it changed, and targets it was refused for. */
  users: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  licensesTaken: z.number().int().nonnegative(),
  licensesGiven: z.number().int().nonnegative(),
  seatsFreed: z.number().int().nonnegative(),
  seatsTaken: z.number().int().nonnegative(),
});
export type OperationTotals = z.infer<typeof OperationTotals>;

export const MessageState = z.enum(['pending', 'handled', 'poisoned']);

/** One accepted request: idempotency record, outbox and audit entry in one row. */
export const Operation = z.strictObject({
  operationId: OperationId,
  at: Instant,
  by: Caller,
  route: z.string(),
  /** Of route and body: a repeated key with another request is told apart by it. */
  fingerprint: z.string(),
  request: OperationRequest,
  /** How many targets the request names; a crash in between is finished from the request. */
  targetCount: z.number().int().nonnegative(),
  message: MessageState,
  /** When it is looked after if its message got lost. */
  wakeAt: Instant,
  undoneBy: OperationId.nullable(),
  /** Noted when all of it was done and handled, so that a list need not read its further parts. */
  totals: OperationTotals.nullable().default(null),
  part: OperationPart,
});
export type Operation = z.infer<typeof Operation>;

const RecordedOperation = z.preprocess(toPresentOperation, Operation);

/** Every operation of the tenant, each with its further parts behind it. */
export const operationRows: Range = keysUnder('O');

export function operationKey(operationId: OperationId): string {
  return `O~${operationId}`;
}

/** Part 0 is the operation's own row. */
export function operationPartKey(operationId: OperationId, part: number): string {
  const key = operationKey(operationId);
  return part === 0 ? key : `${key}~${padPart(part)}`;
}

/** The parts of an operation behind its own row. */
export function furtherPartRows(operationId: OperationId): Range {
  return keysUnder(operationKey(operationId));
}

/** An operation and all its parts, in their order. */
export function rowsOfOperation(operationId: OperationId): Range {
  return keysFrom(operationKey(operationId));
}

/** Which operation a key belongs to, and whether as a further part of it; null for a key of another kind. */
export function operationOfKey(
  key: string,
): { readonly operationId: OperationId; readonly isPart: boolean } | null {
  const [letter, id, part] = key.split('~');
  const operationId = OperationId.safeParse(id);
  if (letter !== 'O' || !operationId.success) return null;
  return { operationId: operationId.data, isPart: part !== undefined };
}

/** Records an operation now, which a second attempt fails on. */
export function operationWrite(operation: Operation): Write {
  const key = operationKey(operation.operationId);
  return { kind: 'create', key, properties: toDocument(Operation, operation) };
}

/**
 * Says of a recorded operation what became of it. All else stays as it was written, also by an earlier version: the
 * chain of the audit has the hash of it.
 */
export function operationChange(
  row: Row,
  change: Partial<Pick<Operation, 'message' | 'undoneBy' | 'totals'>>,
): Write {
  const recorded = fromDocument('operation', z.looseObject({}), row).value;
  const properties = toDocument(z.looseObject({}), { ...recorded, ...change });
  return { kind: 'replace', key: row.key, properties, ifMatch: row.etag };
}

/** A further part of an operation, recorded once. */
export function operationPartWrite(
  operationId: OperationId,
  part: number,
  value: OperationPart,
): Write {
  const key = operationPartKey(operationId, part);
  return { kind: 'create', key, properties: toDocument(OperationPart, value) };
}

/** @throws DamagedRowError when the row does not hold an operation */
export function fromOperationRow(row: Row): Operation {
  return fromDocument('operation', RecordedOperation, row).value;
}

/** @throws DamagedRowError when the row does not hold a part of an operation */
export function fromOperationPartRow(row: Row): OperationPart {
  return fromDocument('part', OperationPart, row).value;
}
