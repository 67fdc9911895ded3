import { z } from 'zod';
import { OperationId, UserId } from '../../../licensing/ids.ts';
import { Instant } from '../../../licensing/time.ts';
import { OperationRequest } from '../../../storage/rows/operation-request.ts';
import { Caller, MessageState, OperationTotals } from '../../../storage/rows/operation-row.ts';
import { Progress } from './progress.ts';
import { OperationPath, SeatCount } from './result.ts';

/** The shapes of what is read of operations. A field that has no value is null, not absent. */
export const CallerAnswer = z.strictObject({
  ...Caller.shape,
  name: z.string().nullable().describe('As the token said it, which an app’s does not.'),
});
export type CallerAnswer = z.infer<typeof CallerAnswer>;

/** Who did something, as it is answered. */
export function callerAnswer({ id, kind, name }: Caller): CallerAnswer {
  return { id, kind, name: name ?? null };
}

/** What an operation was, where something else is told of. */
export const OperationSummary = z.strictObject({
  path: OperationPath,
  at: Instant,
  by: CallerAnswer,
});
export type OperationSummary = z.infer<typeof OperationSummary>;

export const OperationDetails = z.strictObject({
  operationId: OperationId,
  path: OperationPath,
  at: Instant,
  by: CallerAnswer,
  request: OperationRequest,
  ...Progress.shape,
  results: z.array(z.unknown()).describe('Of the targets that are done.'),
  freedSeats: z.array(SeatCount),
  totals: OperationTotals,
  message: MessageState,
  undoneBy: OperationId.nullable(),
});
export type OperationDetails = z.infer<typeof OperationDetails>;

/** An operation in a list: what it came to, in numbers. */
export const OperationListRow = z.strictObject({
  ...OperationDetails.omit({ request: true, results: true, freedSeats: true }).shape,
  user: z
    .strictObject({ id: UserId, userPrincipalName: z.string().nullable() })
    .nullable()
    .describe('Whom it was about, where it was one person; as called then.'),
});
export type OperationListRow = z.infer<typeof OperationListRow>;
