import type { Range, Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { List, Slice } from './paging.ts';
import { fromSkipToken, toSkipToken } from './paging.ts';

/** Rows one request looks at, at the most: a filter that fits few gives short slices with a token, never a long wait. */
const mostRows = 2000;
const mostPages = 10;
const fewestRowsAtOnce = 50;

/** How a list is read from rows: what each row gives, and where the list ends. */
export interface Scan<Value> {
  /** What is listed, in the tokens of the list. */
  readonly kind: string;
  /** What is asked of it, so that a token of another query is none of this list. */
  readonly query: List['query'];
  readonly range: Range;
  readonly top: number;
  readonly skipToken: string | null;
  /** What each row gives, in the order of the rows; nothing where it does not fit. */
  readonly read: (rows: readonly Row[]) => Promise<readonly (readonly Value[])[]>;
  /** True from the first row on that is beyond what was asked. */
  readonly isBeyond?: (row: Row) => boolean;
}

/** Reads rows until `top` values are found; what one row gives stays together. */
export async function scanRows<Value>(
  store: TenantStore,
  scan: Scan<Value>,
): Promise<Slice<Value>> {
  const value: Value[] = [];
  const { kind, query, range, top } = scan;
  const list: List = { kind, tenantId: store.tenantId, query };
  let next: string | null = fromSkipToken(list, scan.skipToken, range) ?? range.from;
  const pagesAtMost = pagesOf(Math.max(top, fewestRowsAtOnce));
  for (let pages = 0; next !== null && pages < pagesAtMost; pages += 1) {
    // What is still to be shown, and no second whole page for the last few.
    const missing = Math.max(top - value.length, fewestRowsAtOnce);
    const page = await store.slice({ from: next, to: range.to }, missing);
    const found = await scan.read(page.rows);
    for (const [index, row] of page.rows.entries()) {
      if (scan.isBeyond?.(row) === true) return { value, skipToken: null };
      const own = found[index] ?? [];
      if (own.length > 0 && value.length > 0 && value.length + own.length > top) {
        return { value, skipToken: toSkipToken(list, row.key) };
      }
      value.push(...own);
    }
    ({ next } = page);
    if (value.length >= top) break;
  }
  return { value, skipToken: next === null ? null : toSkipToken(list, next) };
}

function pagesOf(rowsAtOnce: number): number {
  return Math.max(1, Math.min(mostPages, Math.floor(mostRows / rowsAtOnce)));
}
