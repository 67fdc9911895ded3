import pMap from 'p-map';
import { z } from 'zod';
import type { OperationId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { AuditEntry } from '../../storage/rows/audit-entry-row.ts';
import { auditRowsBetween, fromAuditRow } from '../../storage/rows/audit-entry-row.ts';
import { leaveOut, readEach } from '../../storage/rows/damaged-rows.ts';
import { onlyUserOf } from '../../storage/rows/operation-request.ts';
import type { Operation } from '../../storage/rows/operation-row.ts';
import { fromOperationRow, operationKey } from '../../storage/rows/operation-row.ts';
import type { OperationPath } from '../engine/answers/result.ts';
import type { OperationDetails, OperationListRow } from '../engine/answers/operation-shapes.ts';
import { callerAnswer } from '../engine/answers/operation-shapes.ts';
import { progressOf } from '../engine/answers/progress.ts';
import { totalsOf } from '../engine/answers/totals.ts';
import { readsAtOnce } from '../engine/load-users.ts';
import type { Session } from '../engine/session.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import { isJobAbout, readDoneOfJob } from './done-of-job.ts';
import { readOperation } from './read-operations.ts';
import { readSummaries } from './operation-summaries.ts';

export interface OperationQuery {
  readonly userId: UserId | null;
  readonly path: OperationPath | null;
  /** The id of who made the request: a user's, or an app's. */
  readonly by: string | null;
  /** From this instant on; null: from the first one. */
  readonly from: Instant | null;
  /** Before this instant; null: until now. */
  readonly to: Instant | null;
  readonly top: number;
  readonly skipToken: string | null;
}

/** Operations, newest first, with all that they did. */
export function listOperations(
  session: Session,
  query: OperationQuery,
): Promise<Slice<OperationDetails>> {
  return listEach(session, query, readOperation);
}

/** The same as slim rows: an operation of many users is one row of storage here. */
export function listOperationRows(
  session: Session,
  query: OperationQuery,
): Promise<Slice<OperationListRow>> {
  return listEach(session, query, readRow);
}

async function listEach<Value>(
  session: Session,
  { top, skipToken, ...filter }: OperationQuery,
  read: (session: Session, operationId: OperationId) => Promise<Value | null>,
): Promise<Slice<Value>> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store, log } = session;
  const { value, skipToken: next } = await scanRows(store, {
    kind: 'operations',
    query: filter,
    range: auditRowsBetween(filter.from, filter.to),
    top,
    skipToken,
    read: async (rows) => {
      const fitting = await Promise.all(
        readEach(rows, fromAuditRow, log).map(async (entry) =>
          entry !== null && (await fits(session, entry, filter)) ? entry : null,
        ),
      );
      const actors = await actorsOf(session, filter.by === null ? [] : fitting);
      return fitting.map((entry) => {
        if (entry === null) return [];
        return filter.by === null || actors.get(entry.operationId) === filter.by ? [entry] : [];
      });
    },
  });
  const readOne = ({ operationId }: AuditEntry): Promise<Value | null> =>
    read(session, operationId).catch((error: unknown) => leaveOut(error, log));
  const found = await pMap(value, readOne, { concurrency: readsAtOnce });
  return { value: found.filter((one) => one !== null), skipToken: next };
}

async function fits(
  session: Session,
  entry: AuditEntry,
  { userId, path }: Pick<OperationQuery, 'userId' | 'path'>,
): Promise<boolean> {
  if (path !== null && path !== entry.path) return false;
  if (userId === null || entry.userIds.includes(userId)) return true;
  return entry.path === 'job' && isJobAbout(session, entry, userId);
}

/** Who made each; a line of an earlier version leaves that to the record. */
async function actorsOf(
  session: Session,
  entries: readonly (AuditEntry | null)[],
): Promise<ReadonlyMap<OperationId, string>> {
  const lines = entries.filter((entry) => entry !== null);
  const unsaid = lines.filter(({ by }) => by === undefined);
  const records = await readSummaries(
    session,
    unsaid.map(({ operationId }) => operationId),
  );
  return new Map(
    lines.flatMap(({ operationId, by }) => {
      const id = by?.id ?? records.get(operationId)?.by.id;
      return id === undefined ? [] : [[operationId, id]];
    }),
  );
}

/** Null for one that was kept its time since its line was read. */
async function readRow(
  session: Session,
  operationId: OperationId,
): Promise<OperationListRow | null> {
  const row = await session.store.row(operationKey(operationId));
  if (row === null) return null;
  const operation = fromOperationRow(row);
  const { part, targetCount, totals } = operation;
  if (operation.request.path === 'job') {
    const { freedSeats: _, ...done } = await readDoneOfJob(session.store, operation);
    return { ...headOf(operation), ...done };
  }
  if (part.doneTargets >= targetCount) {
    return { ...headOf(operation), totals: totalsOf(operation.request, [part]) };
  }
  if (totals !== null) return { ...headOf(operation, targetCount), totals };
  const found = await session.store.operation(operationId);
  if (found === null) return null;
  return {
    ...headOf(found.operation, found.parts.at(-1)?.doneTargets),
    totals: totalsOf(found.operation.request, found.parts),
  };
}

function headOf(
  operation: Operation,
  doneTargets = operation.part.doneTargets,
): Omit<OperationListRow, 'totals'> {
  const { operationId, request, at, by, message, undoneBy, part } = operation;
  const parts = [{ ...part, doneTargets }];
  const userId = onlyUserOf(request);
  return {
    operationId,
    path: request.path,
    at,
    by: callerAnswer(by),
    ...progressOf({ operation, parts }),
    message,
    undoneBy,
    user: userId && { id: userId, userPrincipalName: nameIn(part.results[0]) },
  };
}

const Named = z.object({ userPrincipalName: z.string() });

function nameIn(result: unknown): string | null {
  return Named.safeParse(result).data?.userPrincipalName ?? null;
}
