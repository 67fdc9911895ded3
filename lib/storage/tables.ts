import type { Instant } from '../licensing/time.ts';

/** The tables of the app. */
export const tableNames = ['licensing', 'wakeups', 'vault'] as const;
export type TableName = (typeof tableNames)[number];

export type PropertyValue = string | number | boolean;

/** A row as it is kept: its key within a partition, its properties, and the version a conditional write names. */
export interface Row {
  readonly partition: string;
  readonly key: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly etag: string;
}

/**
 * One write of a transaction. `ifMatch` is the etag of the version it replaces. A delete in a transaction takes no
 * etag (the SDK has no way to send one): it is refused only when the row is missing.
 */
export type Write =
  | { readonly kind: 'create'; readonly key: string; readonly properties: Row['properties'] }
  | { readonly kind: 'put'; readonly key: string; readonly properties: Row['properties'] }
  | {
      readonly kind: 'replace';
      readonly key: string;
      readonly properties: Row['properties'];
      readonly ifMatch: string;
    }
  | { readonly kind: 'delete'; readonly key: string };

/** Rows of one partition from `from` (included) to `to` (excluded), in the order of their keys. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

export interface PageOptions {
  readonly top?: number;
  readonly continuation?: string | null;
  /** The rows come without their properties: for counting and deleting. */
  readonly keysOnly?: boolean;
}

export interface Page {
  readonly rows: readonly Row[];
  /** Opaque; null when there is no more. A page may be empty and still have one. */
  readonly continuation: string | null;
}

/**
 * The table calls the app makes, each exactly one request to the service (beside retries).
 * @throws StorageRefusal when a condition did not hold: nothing was written
 * @throws StorageOutage when it is not known whether the request was carried out
 */
export interface Tables {
  /** Null only when the table is there and the row is not: a missing table is an outage. */
  get(table: TableName, partition: string, key: string): Promise<Row | null>;
  page(table: TableName, partition: string, range: Range, options?: PageOptions): Promise<Page>;
  /** Rows of all partitions whose name is below `to`, in the order of partition and key. */
  pageBelow(
    table: TableName,
    to: string,
    options?: { readonly continuation?: string | null },
  ): Promise<Page>;
  /** All or nothing, at most 100 writes of one partition. */
  submit(table: TableName, partition: string, writes: readonly Write[]): Promise<void>;
  /** Deletes one row if it is still the version the etag names. */
  remove(table: TableName, partition: string, key: string, etag: string): Promise<void>;
  /** The service's clock as its latest answer showed it; never later than the service's clock is now. */
  lastSeenClock(): Instant;
}

/** A condition of a write did not hold; nothing of its transaction was written. */
export class StorageRefusal extends Error {
  override readonly name = 'StorageRefusal';
  readonly reason: 'exists' | 'missing' | 'changed';
  /** Which write of the transaction, where the service said it. */
  readonly index: number | null;

  constructor(reason: StorageRefusal['reason'], index: number | null, cause?: unknown) {
    super(`A write was refused: the row ${reason}.`, { cause });
    this.reason = reason;
    this.index = index;
  }
}

/** No usable answer: the write may or may not have been carried out, now or later. */
export class StorageOutage extends Error {
  override readonly name = 'StorageOutage';
  readonly retryAfterSeconds: number | null;

  constructor(message: string, options: { retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
