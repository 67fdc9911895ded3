import type { GroupId, OperationId, SkuId, TenantId, UserId } from '../licensing/ids.ts';
import type { Product } from '../licensing/products/product.ts';
import type { Tenant } from '../licensing/tenant.ts';
import type { Instant } from '../licensing/time.ts';
import type { User } from '../licensing/user.ts';
import { keyAfter } from './keys.ts';
import type { Versioned } from './rows/document.ts';
import { fromGroupRow, groupRows } from './rows/directory/group-row.ts';
import { fromNameRow, nameKey } from './rows/name-row.ts';
import type { Operation, OperationPart } from './rows/operation-row.ts';
import {
  fromOperationPartRow,
  fromOperationRow,
  operationKey,
  rowsOfOperation,
} from './rows/operation-row.ts';
import type { ProductRow } from './rows/product-row.ts';
import { fromProductRow, productKey, productRows, rowsOfProduct } from './rows/product-row.ts';
import { fromSeatDeltaRow, isSeatDelta } from './rows/seat-row.ts';
import { fromTenantRow, tenantKey } from './rows/tenant-row.ts';
import { fromUserRow, userKey } from './rows/user-row.ts';
import type { Page, Range, Row, Tables, Write } from './tables.ts';

/** A product with its seats as one snapshot, and the deltas that are not folded into the base yet. */
export interface Seats {
  readonly row: ProductRow;
  readonly etag: string;
  readonly consumed: number;
  readonly deltaKeys: readonly string[];
}

/** An operation with all its parts, in order; part 0 is its own. */
export interface OperationWithParts {
  readonly operation: Operation;
  readonly row: Row;
  readonly parts: readonly OperationPart[];
}

/** The rows of one tenant. There is no way from here to another tenant's partition. */
export class TenantStore {
  readonly tenantId: TenantId;
  readonly #tables: Tables;

  /** @param tenantId of the verified token, never of a path or a body */
  constructor(tables: Tables, tenantId: TenantId) {
    this.#tables = tables;
    this.tenantId = tenantId;
  }

  async tenant(): Promise<Versioned<Tenant> | null> {
    const row = await this.row(tenantKey);
    return row && fromTenantRow(row);
  }

  /** The user, also a deleted one; null when there is none. The shell a purge leaves is read as it is. */
  async user(userId: UserId): Promise<Versioned<User> | null> {
    const row = await this.row(userKey(userId));
    return row && fromUserRow(row);
  }

  async userIdByName(userPrincipalName: string): Promise<UserId | null> {
    const row = await this.row(nameKey(userPrincipalName));
    return row && fromNameRow(row);
  }

  /**
   * Every product with its seats, by id.
   * @param leaveOut what happens about a product whose row, or a change of whose seats, is damaged: it is not among them
   */
  async products(leaveOut: LeaveOut = refuse): Promise<ReadonlyMap<SkuId, Seats>> {
    return readSeats(await this.all(productRows), leaveOut);
  }

  /** What every product is, by id, whatever became of its seats. */
  async productsOnly(leaveOut: LeaveOut): Promise<ReadonlyMap<SkuId, Product>> {
    const products = new Map<SkuId, Product>();
    for (const row of await this.all(productRows)) {
      if (isSeatDelta(row)) continue;
      try {
        const { product } = fromProductRow(row).value;
        products.set(product.skuId, product);
      } catch (error) {
        leaveOut(error);
      }
    }
    return products;
  }

  /**
   * One product's seats. Base and deltas of one page are a snapshot; the service may end a page anywhere, and those of
   * several are one when the base is the same after the last: deltas are only ever added, or folded into the base.
   * @returns null when the tenant has no such product; `isSnapshot` false when the base changed meanwhile
   */
  async seats(skuId: SkuId): Promise<(Seats & { readonly isSnapshot: boolean }) | null> {
    const range = rowsOfProduct(skuId);
    const page = await this.#firstPage(range);
    const rest = page.continuation === null ? [] : await this.all(range, page);
    const seats = readSeats([...page.rows, ...rest], refuse).get(skuId);
    if (seats === undefined) return null;
    const isSame = async (): Promise<boolean> =>
      (await this.row(productKey(skuId)))?.etag === seats.etag;
    return { ...seats, isSnapshot: page.continuation === null || (await isSame()) };
  }

  /** The names of all groups, by id. */
  async groups(leaveOut: LeaveOut): Promise<ReadonlyMap<GroupId, string>> {
    const groups = new Map<GroupId, string>();
    for (const row of await this.all(groupRows)) {
      try {
        const { id, displayName } = fromGroupRow(row);
        groups.set(id, displayName);
      } catch (error) {
        leaveOut(error);
      }
    }
    return groups;
  }

  /** An operation and its parts, or null when none was accepted under this id. */
  async operation(operationId: OperationId): Promise<OperationWithParts | null> {
    const [first, ...rest] = await this.all(rowsOfOperation(operationId));
    if (first === undefined || first.key !== operationKey(operationId)) return null;
    const operation = fromOperationRow(first);
    const parts = rest.map(fromOperationPartRow);
    return { operation, row: first, parts: [operation.part, ...parts] };
  }

  /** One row as it is kept, or null. */
  row(key: string): Promise<Row | null> {
    return this.#tables.get('licensing', this.tenantId, key);
  }

  page(
    range: Range,
    options: { readonly top?: number; readonly continuation?: string | null } = {},
  ): Promise<Page> {
    return this.#tables.page('licensing', this.tenantId, range, options);
  }

  /** Some rows of a range, and the key where the rest begins; null when there is none. Empty pages are read over. */
  async slice(
    range: Range,
    top: number,
  ): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
    const page = await this.#firstPage(range, { top });
    const last = page.rows.at(-1)?.key;
    return {
      rows: page.rows,
      next: page.continuation === null || last === undefined ? null : keyAfter(last),
    };
  }

  /** All rows of a range, or all that follow one of its pages, page after page. */
  async all(range: Range, after?: Page): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let continuation: string | null = after?.continuation ?? null;
    do {
      const page: Page = await this.page(range, { continuation });
      rows.push(...page.rows);
      ({ continuation } = page);
    } while (continuation !== null);
    return rows;
  }

  /** The first rows of a range, `most` of them, also where the service ends its pages before. */
  async first(range: Range, most: number): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let continuation: string | null = null;
    do {
      const page: Page = await this.page(range, { top: most - rows.length, continuation });
      rows.push(...page.rows);
      ({ continuation } = page);
    } while (continuation !== null && rows.length < most);
    return rows;
  }

  submit(writes: readonly Write[]): Promise<void> {
    return this.#tables.submit('licensing', this.tenantId, writes);
  }

  /** Removes a row if it still is as it was read. */
  remove({ key, etag }: Row): Promise<void> {
    return this.#tables.remove('licensing', this.tenantId, key, etag);
  }

  removeUserRow(user: Versioned<User>): Promise<void> {
    return this.#tables.remove('licensing', this.tenantId, userKey(user.value.id), user.etag);
  }

  /** The storage service's clock as last seen; never later than it is now. */
  lastSeenClock(): Instant {
    return this.#tables.lastSeenClock();
  }

  /** The first page that has rows, or the end: the service may answer an empty page that goes on. */
  async #firstPage(range: Range, options: { readonly top?: number } = {}): Promise<Page> {
    let page = await this.page(range, options);
    while (page.rows.length === 0 && page.continuation !== null) {
      page = await this.page(range, { ...options, continuation: page.continuation });
    }
    return page;
  }
}

/** What happens about a row that can't be read. */
type LeaveOut = (error: unknown) => void;

function refuse(error: unknown): never {
  throw error;
}

function readSeats(rows: readonly Row[], leaveOut: LeaveOut): Map<SkuId, Seats> {
  const seats = new Map<SkuId, Seats>();
  let base: SkuId | null = null;
  // A base stands right before its deltas in the order of keys.
  for (const row of rows) {
    try {
      if (!isSeatDelta(row)) {
        base = null;
        const { value, etag } = fromProductRow(row);
        base = value.product.skuId;
        seats.set(base, { row: value, etag, consumed: value.consumed, deltaKeys: [] });
        continue;
      }
      const current = base === null ? undefined : seats.get(base);
      // Where the product itself is not there, the changes of its seats come right after those of another.
      if (base === null || current === undefined || !isSeatDelta(row, base)) continue;
      seats.set(base, {
        ...current,
        consumed: current.consumed + fromSeatDeltaRow(row),
        deltaKeys: [...current.deltaKeys, row.key],
      });
    } catch (error) {
      leaveOut(error);
      // What is left would say a wrong number of seats.
      if (base !== null) seats.delete(base);
    }
  }
  return seats;
}
