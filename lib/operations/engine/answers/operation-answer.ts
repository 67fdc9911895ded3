import { z } from 'zod';
import type { OperationPart } from '../../../storage/rows/operation-row.ts';
import type { OperationAnswer, OperationPath, SeatCount } from './result.ts';
import { UserResult } from './result.ts';
import type { OperationRun } from '../run-operation.ts';

/** The answer of a route that changes users' licenses, made from the record alone, so that a repeat says the same. */
export function operationAnswer(path: OperationPath, run: OperationRun): OperationAnswer {
  const freed = freedSeats(run.parts);
  return {
    operationId: run.operationId,
    path,
    dryRun: run.operationId === null,
    at: run.at,
    results: userResults(run.parts),
    freedSeats: [...freed],
    nextSteps: freed.map(({ skuId }) => ({ kind: 'reassignOrReduceSeats', skuId })),
  };
}

/** The results of all parts in the order of the request. */
function userResults(parts: readonly OperationPart[]): UserResult[] {
  return parts.flatMap(({ results }) => z.array(UserResult).parse(results));
}

/** The seats an operation freed, by product. */
export function freedSeats(
  parts: readonly Pick<OperationPart, 'seatChanges'>[],
): readonly SeatCount[] {
  const freed = new Map<string, SeatCount>();
  for (const { skuId, skuPartNumber, count } of parts.flatMap(({ seatChanges }) => seatChanges)) {
    if (count >= 0) continue;
    const before = freed.get(skuId)?.count ?? 0;
    freed.set(skuId, { skuId, skuPartNumber, count: before - count });
  }
  return [...freed.values()];
}
