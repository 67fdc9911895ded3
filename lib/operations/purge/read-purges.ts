import type { OperationId, TenantId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import { leaveOut, readEach } from '../../storage/rows/damaged-rows.ts';
import {
  purgeIndexKey,
  purgeRowsBetween,
  tombstoneKeyOf,
} from '../../storage/rows/indexes/purge-index-row.ts';
import { onlyUserOf } from '../../storage/rows/operation-request.ts';
import {
  fromTombstoneRow,
  isTombstoneOf,
  tombstonesOfPerson,
} from '../../storage/rows/tombstone-row.ts';
import type { Row } from '../../storage/tables.ts';
import type { OperationWithParts } from '../../storage/tenant-store.ts';
import { summaryOf } from '../audit/operation-summaries.ts';
import type { PurgeAnswer } from '../engine/answers/shapes.ts';
import type { Session } from '../engine/session.ts';
import type { List, Slice } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';

export interface PurgeQuery {
  /** Purges from this instant on; null: from the first one. */
  readonly from: Instant | null;
  /** Purges before this instant; null: until now. */
  readonly to: Instant | null;
  /** Whose data it was; null: everybody's. */
  readonly userId: UserId | null;
  readonly top: number;
  readonly skipToken: string | null;
}

/** What was deleted for good, newest first, and which operation had begun the time that ended with it. */
export async function listPurges(session: Session, query: PurgeQuery): Promise<Slice<PurgeAnswer>> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const { userId, ...rest } = query;
  if (userId !== null) return purgesOf(session, userId, rest);
  const { from, to, top, skipToken } = rest;
  const { value, skipToken: next } = await scanRows(store, {
    kind: 'purges',
    query: { from, to, userId },
    range: purgeRowsBetween(from, to),
    top,
    skipToken,
    read: async (rows) => {
      const found = await Promise.all(rows.map(({ key }) => store.row(tombstoneKeyOf(key))));
      return found.map((row) => (row === null ? [] : [row]));
    },
  });
  return { value: await answers(session, value), skipToken: next };
}

/** One person's: there are few, and they are found by the id alone. */
async function purgesOf(
  session: Session,
  userId: UserId,
  { from, to, top, skipToken }: Omit<PurgeQuery, 'userId'>,
): Promise<Slice<PurgeAnswer>> {
  const { store, tenantId, log } = session;
  const list: List = { kind: 'purges', tenantId, query: { from, to, userId } };
  const range = purgeRowsBetween(from, to);
  const start = fromSkipToken(list, skipToken, range) ?? range.from;
  const rows = await store.all(tombstonesOfPerson(tenantId, userId));
  const read = readEach(
    rows,
    (row) => ({ row, place: purgeIndexKey(fromTombstoneRow(row).purgedAt, row.key) }),
    log,
  );
  const found = read
    .flatMap((one) => (one === null || one.place < start || one.place >= range.to ? [] : [one]))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
  const next = found[top];
  const value = await answers(
    session,
    found.slice(0, top).map(({ row }) => row),
    userId,
  );
  return { value, skipToken: next === undefined ? null : toSkipToken(list, next.place) };
}

async function answers(
  session: Session,
  rows: readonly Row[],
  known: UserId | null = null,
): Promise<readonly PurgeAnswer[]> {
  const { store, tenantId, log } = session;
  const tombstones = readEach(rows, (row) => ({ row, said: fromTombstoneRow(row) }), log);
  const operations = new Map<OperationId, Promise<OperationWithParts | null>>();
  const operationOf = (id: OperationId): Promise<OperationWithParts | null> => {
    const reading =
      operations.get(id) ?? store.operation(id).catch((error: unknown) => leaveOut(error, log));
    operations.set(id, reading);
    return reading;
  };
  const found = tombstones.map(async (tombstone): Promise<readonly PurgeAnswer[]> => {
    if (tombstone === null) return [];
    const { service, purgedAt, dueAt, itemCount, operationId } = tombstone.said;
    const begun = operationId === null ? null : await operationOf(operationId);
    return [
      {
        service,
        purgedAt,
        dueAt,
        itemCount,
        operationId,
        operation: begun && summaryOf(begun.operation),
        userId: known ?? (begun && personIn(begun, tenantId, tombstone.row.key)),
      },
    ];
  });
  return (await Promise.all(found)).flat();
}

/** Which of the people of an operation a tombstone is of. */
function personIn(
  { operation, parts }: OperationWithParts,
  tenantId: TenantId,
  tombstoneKey: string,
): UserId | null {
  const only = onlyUserOf(operation.request);
  const moved = parts.flatMap(({ moves }) => moves.map(({ userId }) => userId));
  const people = [...(only === null ? [] : [only]), ...moved];
  return people.find((userId) => isTombstoneOf(tombstoneKey, tenantId, userId)) ?? null;
}
