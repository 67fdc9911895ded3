import { z } from 'zod';
import { OperationId, SkuId, UserId } from '../../licensing/ids.ts';
import { DataMove } from '../../licensing/data-moves.ts';
import { Instant } from '../../licensing/time.ts';
import { Assignment } from '../../licensing/user.ts';

/** Who made a request. */
export const Caller = z.strictObject({ id: z.string(), kind: z.enum(['user', 'app']) });
export type Caller = z.infer<typeof Caller>;

/** What one transaction of an operation did. */
export const OperationPart = z.strictObject({
  /** When the operation was accepted, the same in all its parts. */
  at: Instant,
  /** Results in the order of the targets, in the shape the operation's answer has. */
  results: z.array(z.unknown()),
  /** Where the next part begins: how many targets are done with this one. */
  doneTargets: z.number().int().nonnegative(),
  seatChanges: z.array(
    z.strictObject({ skuId: SkuId, skuPartNumber: z.string(), count: z.number().int() }),
  ),
  /** Exactly what was taken, for undo. */
  taken: z.array(
    z.strictObject({
      userId: UserId,
      licenses: z.array(Assignment.pick({ skuId: true, disabledPlans: true, assignedAt: true })),
    }),
  ),
  /** What became held and what was restored, for notices. */
  moves: z.array(z.strictObject({ userId: UserId, ...DataMove.shape })).default([]),
});
export type OperationPart = z.infer<typeof OperationPart>;

export const MessageState = z.enum(['pending', 'handled', 'poisoned']);

/** One accepted request: idempotency record, outbox and audit entry in one row. */
export const Operation = z.strictObject({
  operationId: OperationId,
  path: z.string(),
  at: Instant,
  by: Caller,
  route: z.string(),
  /** Of route and body: a repeated key with another request is told apart by it. */
  fingerprint: z.string(),
  request: z.unknown(),
  /** How many targets the request names; a crash in between is finished from the request. */
  targetCount: z.number().int().nonnegative(),
  message: MessageState,
  /** When it is looked after if its message got lost. */
  wakeAt: Instant,
  undoneBy: OperationId.nullable(),
  part: OperationPart,
});
export type Operation = z.infer<typeof Operation>;

/** The line of an operation in the audit list. */
export const AuditEntry = z.strictObject({
  operationId: OperationId,
  path: z.string(),
  at: Instant,
  userIds: z.array(z.string()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
