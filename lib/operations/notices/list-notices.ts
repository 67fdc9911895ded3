import pMap from 'p-map';
import { z } from 'zod';
import type { UserId } from '../../licensing/ids.ts';
import { Instant, laterOf } from '../../licensing/time.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import {
  fromDeliveredRow,
  fromUndeliveredRow,
  noticeKey,
  noticePlace,
  noticeRows,
  UndeliveredNotice,
} from '../../storage/rows/notice-row.ts';
import { readsAtOnce } from '../engine/load-users.ts';
import type { Session } from '../engine/session.ts';
import type { List, Slice } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken, wrongSkipToken } from '../lists/paging.ts';
import { keptFrom } from './kept-notices.ts';

/** A notice, and what became of it. */
export const NoticeAnswer = z.strictObject({
  ...UndeliveredNotice.shape,
  delivery: z.enum(['delivered', 'undelivered']),
  deliveredAt: Instant.nullable(),
});
export type NoticeAnswer = z.infer<typeof NoticeAnswer>;
type Delivery = NoticeAnswer['delivery'];

export interface NoticeQuery {
  /** Null: both kinds. */
  readonly delivery: Delivery | null;
  /** About whose data; null: everybody's. */
  readonly userId: UserId | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly top: number;
  readonly skipToken: string | null;
}

/** Rows of each kind that one request looks at, at the least. */
const fewestRowsAtOnce = 50;

/**
 * The notices of the last 30 days, newest first, and whether they were taken. One that was taken after it had been given
 * up, sent again by somebody, is delivered.
 */
export async function listNotices(
  session: Session,
  { top, skipToken, ...filter }: NoticeQuery,
): Promise<Slice<NoticeAnswer>> {
  const { delivery, userId, to } = filter;
  const list: List = { kind: 'notices', tenantId: session.tenantId, query: filter };
  const place = fromSkipToken(list, skipToken);
  if (place !== null && !/^\d{13}~[0-9a-f]{32}$/.test(place)) throw wrongSkipToken();
  const from = laterOf(filter.from ?? keptFrom(session), keptFrom(session));
  const most = Math.max(top, fewestRowsAtOnce);
  const kinds = delivery === null ? (['delivered', 'undelivered'] as const) : [delivery];
  const read = await Promise.all(
    kinds.map((kind) => readKind(session, kind, { from, to, place, most: most + 1 })),
  );
  const places = new Map<string, NoticeAnswer | null>();
  // Of one that stands in both, what it is delivered by comes first.
  for (const [key, notice] of read.flat()) if (!places.has(key)) places.set(key, notice);
  const inOrder = [...places].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fitting = inOrder
    .slice(0, most)
    .filter(([, notice]) => notice !== null && (userId === null || notice.userId === userId));
  const shown = fitting.slice(0, top);
  const next = fitting[top] ?? inOrder[most];
  const value = shown.flatMap(([, notice]) => notice ?? []);
  return {
    value: delivery === 'undelivered' ? await withoutDelivered(session, value) : value,
    skipToken: next === undefined ? null : toSkipToken(list, next[0]),
  };
}

interface Part {
  readonly from: Instant;
  readonly to: Instant | null;
  /** Where to go on; null: at the beginning. */
  readonly place: string | null;
  readonly most: number;
}

/** Notices of one kind by their place in time; a damaged one is null. */
async function readKind(
  { store, log }: Session,
  kind: Delivery,
  { from, to, place, most }: Part,
): Promise<readonly (readonly [string, NoticeAnswer | null])[]> {
  const range = noticeRows(kind, from, to);
  const start = place === null ? range.from : noticeKey(kind, place);
  const rows = await store.first(
    { from: start > range.from ? start : range.from, to: range.to },
    most,
  );
  const notices = readEach(
    rows,
    (row): NoticeAnswer =>
      kind === 'delivered'
        ? { ...fromDeliveredRow(row), delivery: kind }
        : { ...fromUndeliveredRow(row), delivery: kind, deliveredAt: null },
    log,
  );
  const prefix = noticeKey(kind, '').length;
  return rows.map(({ key }, index) => [key.slice(prefix), notices[index] ?? null]);
}

async function withoutDelivered(
  { store }: Session,
  notices: readonly NoticeAnswer[],
): Promise<readonly NoticeAnswer[]> {
  const taken = await pMap(notices, (one) => store.row(noticeKey('delivered', noticePlace(one))), {
    concurrency: readsAtOnce,
  });
  return notices.filter((_, index) => taken[index] === null);
}
