import { asOf } from '../../../licensing/reading.ts';
import type { User } from '../../../licensing/user.ts';
import type { Catalog } from '../../engine/catalogs.ts';
import type { Session } from '../../engine/session.ts';
import type { Slice } from '../../lists/paging.ts';
import { scanRows } from '../../lists/scan-rows.ts';
import { clocks } from '../read-users.ts';
import type { UserFilter } from './user-filter.ts';
import { fitsFilter } from './user-filter.ts';
import { sourceOf } from './user-source.ts';

interface Page {
  readonly top: number;
  readonly skipToken: string | null;
}

/**
 * Users that fit, a slice at a time, in no order that means anything. A filter that fits few of many gives short slices:
 * one request looks at 2,000 rows at the most, and the token leads on.
 * @param toAnswer what is said of each of them
 */
export async function listUsers<Answer>(
  session: Session,
  filter: UserFilter,
  page: Page,
  toAnswer: (user: User, catalog: Catalog) => Answer,
): Promise<Slice<Answer>> {
  const { store, tenantId, now } = session;
  const catalog = await session.catalogs.of(tenantId, now);
  const source = sourceOf(filter);
  return scanRows(store, {
    kind: 'users',
    query: { ...filter },
    range: source.range,
    ...page,
    read: async (rows) => {
      const read = await source.read(session, rows);
      return read.map((stored) => {
        const user = stored && asOf(stored, clocks(store, session));
        return user !== null && fitsFilter(user, filter) ? [toAnswer(user, catalog)] : [];
      });
    },
  });
}

const rowsAtOnce = 1000;
/** Rows a count looks at: it is asked for beside a page, and no page takes long. */
const mostRowsOfCount = 20_000;

/** How many users fit; null where there is more to look at than a request does. */
export async function countUsers(session: Session, filter: UserFilter): Promise<number | null> {
  const { store } = session;
  const { range, read } = sourceOf(filter);
  let count = 0;
  let next: string | null = range.from;
  for (let seen = 0; next !== null; seen += rowsAtOnce) {
    if (seen >= mostRowsOfCount) return null;
    const slice: Awaited<ReturnType<typeof store.slice>> = await store.slice(
      { from: next, to: range.to },
      rowsAtOnce,
    );
    for (const stored of await read(session, slice.rows)) {
      const user = stored && asOf(stored, clocks(store, session));
      if (user !== null && fitsFilter(user, filter)) count += 1;
    }
    ({ next } = slice);
  }
  return count;
}
