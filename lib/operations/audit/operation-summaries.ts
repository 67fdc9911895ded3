import pMap from 'p-map';
import type { OperationId } from '../../licensing/ids.ts';
import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import type { Operation } from '../../storage/rows/operation-row.ts';
import { fromOperationRow, operationKey } from '../../storage/rows/operation-row.ts';
import type { OperationSummary } from '../engine/answers/operation-shapes.ts';
import { callerAnswer } from '../engine/answers/operation-shapes.ts';
import { readsAtOnce } from '../engine/load-users.ts';
import type { Session } from '../engine/session.ts';

/**
 * What operations were, each read once and alone, without its further parts. One that was kept its time, or whose row is
 * damaged, is not among them.
 */
export async function readSummaries(
  { store, log }: Session,
  operationIds: readonly (OperationId | null)[],
): Promise<ReadonlyMap<OperationId, OperationSummary>> {
  const ids = [...new Set(operationIds.filter((id) => id !== null))];
  const read = async (id: OperationId): Promise<readonly [OperationId, OperationSummary][]> => {
    try {
      const row = await store.row(operationKey(id));
      return row === null ? [] : [[id, summaryOf(fromOperationRow(row))]];
    } catch (error) {
      leaveOut(error, log);
      return [];
    }
  };
  return new Map((await pMap(ids, read, { concurrency: readsAtOnce })).flat());
}

export function summaryOf({ request, at, by }: Operation): OperationSummary {
  return { path: request.path, at, by: callerAnswer(by) };
}
