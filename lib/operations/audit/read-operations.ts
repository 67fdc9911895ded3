import { notFound } from '../../errors.ts';
import type { OperationId } from '../../licensing/ids.ts';
import type { Operation } from '../../storage/rows/operation-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { freedSeats } from '../engine/answers/operation-answer.ts';
import type { OperationDetails } from '../engine/answers/operation-shapes.ts';
import { callerAnswer } from '../engine/answers/operation-shapes.ts';
import { progressOf } from '../engine/answers/progress.ts';
import { totalsOf } from '../engine/answers/totals.ts';
import { readHead } from '../engine/parts/read-record.ts';
import type { Session } from '../engine/session.ts';
import { readDoneOfJob } from './done-of-job.ts';

/** One operation: what was asked, what of it is done, and whether its message was handled. */
export async function readOperation(
  { store }: Session,
  operationId: OperationId,
): Promise<OperationDetails> {
  const operation = await readHead(store, operationId);
  if (operation === null) throw notFound('operation', operationId);
  const { at, by, request, message, undoneBy } = operation;
  const done =
    request.path === 'job'
      ? { ...(await readDoneOfJob(store, operation)), results: [] }
      : await doneOf(store, operation);
  return {
    operationId,
    path: request.path,
    at,
    by: callerAnswer(by),
    request,
    ...done,
    message,
    undoneBy,
  };
}

type Done = Pick<OperationDetails, 'status' | 'targets' | 'results' | 'freedSeats' | 'totals'>;

/** Most operations are whole in their own row. */
async function doneOf(store: TenantStore, operation: Operation): Promise<Done> {
  const { operationId, request, part } = operation;
  const isWhole = progressOf({ operation, parts: [part] }).status === 'done';
  const found = isWhole ? null : await store.operation(operationId);
  const parts = found?.parts ?? [part];
  return {
    ...progressOf({ operation, parts }),
    results: parts.flatMap(({ results }) => results),
    freedSeats: [...freedSeats(parts)],
    totals: totalsOf(request, parts),
  };
}
