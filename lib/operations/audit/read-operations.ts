import { notFound } from '../../errors.ts';
import type { OperationId, UserId } from '../../licensing/ids.ts';
import { auditRows, fromAuditRow } from '../../storage/rows/audit-entry-row.ts';
import { leaveOut, readEach } from '../../storage/rows/damaged-rows.ts';
import { freedSeats } from '../engine/answers/operation-answer.ts';
import { progressOf } from '../engine/answers/progress.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import { callerAnswer } from '../engine/answers/shapes.ts';
import type { OperationDetails } from '../engine/answers/shapes.ts';
import type { Session } from '../engine/session.ts';

/** One operation: what was asked, what of it is done, and whether its message was handled. */
export async function readOperation(
  session: Session,
  operationId: OperationId,
): Promise<OperationDetails> {
  const found = await session.store.operation(operationId);
  if (found === null) throw notFound('operation', operationId);
  const { operation, parts } = found;
  const { at, by, request, message, undoneBy } = operation;
  return {
    operationId,
    path: request.path,
    at,
    by: callerAnswer(by),
    request,
    ...progressOf(found),
    results: parts.flatMap(({ results }) => results),
    freedSeats: [...freedSeats(parts)],
    message,
    undoneBy,
  };
}

/** Operations, newest first; of one user where asked. */
export async function listOperations(
  session: Session,
  query: {
    readonly userId: UserId | null;
    readonly top: number;
    readonly skipToken: string | null;
  },
): Promise<Slice<OperationDetails>> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const { userId, top, skipToken } = query;
  const { value, skipToken: next } = await scanRows(store, {
    kind: 'operations',
    query: { userId },
    range: auditRows,
    top,
    skipToken,
    read: (rows) =>
      Promise.resolve(
        readEach(rows, fromAuditRow, session.log).map((entry) =>
          entry !== null && (userId === null || entry.userIds.includes(userId)) ? [entry] : [],
        ),
      ),
  });
  const operations = await Promise.all(
    value.map(({ operationId }) =>
      readOperation(session, operationId).catch((error: unknown) => leaveOut(error, session.log)),
    ),
  );
  return { value: operations.filter((operation) => operation !== null), skipToken: next };
}
