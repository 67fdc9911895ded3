import { notFound } from '../../errors.ts';
import type { OperationId } from '../../licensing/ids.ts';
import type { OperationWithParts } from '../../storage/tenant-store.ts';
import { freedSeats } from '../engine/answers/operation-answer.ts';
import { progressOf } from '../engine/answers/progress.ts';
import type { OperationDetails } from '../engine/answers/operation-shapes.ts';
import { callerAnswer } from '../engine/answers/operation-shapes.ts';
import { totalsOf } from '../engine/answers/totals.ts';
import type { Session } from '../engine/session.ts';

/** One operation: what was asked, what of it is done, and whether its message was handled. */
export async function readOperation(
  session: Session,
  operationId: OperationId,
): Promise<OperationDetails> {
  const found = await session.store.operation(operationId);
  if (found === null) throw notFound('operation', operationId);
  return detailsOf(found);
}

function detailsOf(found: OperationWithParts): OperationDetails {
  const { operation, parts } = found;
  const { operationId, at, by, request, message, undoneBy } = operation;
  return {
    operationId,
    path: request.path,
    at,
    by: callerAnswer(by),
    request,
    ...progressOf(found),
    results: parts.flatMap(({ results }) => results),
    freedSeats: [...freedSeats(parts)],
    totals: totalsOf(request, parts),
    message,
    undoneBy,
  };
}
