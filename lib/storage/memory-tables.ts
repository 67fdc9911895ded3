import type { Instant } from '../licensing/time.ts';
import { assertKey, assertWithinLimits } from './limits.ts';
import type { Page, PageOptions, Range, Row, TableName, Tables, Write } from './tables.ts';
import { StorageOutage, StorageRefusal } from './tables.ts';

const pageSize = 1000;

/** Tables in memory with the service's rules: etags, all-or-nothing transactions, limits, pages. */
export class MemoryTables implements Tables {
  readonly #clock: () => Instant;
  readonly #tables = new Map<TableName, Map<string, Map<string, Row>>>();
  /** Tables that are not there, and what they held. */
  readonly #lost = new Map<TableName, Map<string, Map<string, Row>>>();
  readonly #orders = new WeakMap<ReadonlyMap<string, Row>, readonly string[]>();
  #version = 0;

  /** @param clock the storage service's clock */
  constructor(clock: () => Instant) {
    this.#clock = clock;
  }

  get(table: TableName, partition: string, key: string): Promise<Row | null> {
    assertKey(table, key);
    if (this.#lost.has(table)) return tableMissing(table);
    return Promise.resolve(this.#partition(table, partition).get(key) ?? null);
  }

  page(
    table: TableName,
    partition: string,
    range: Range,
    options: PageOptions = {},
  ): Promise<Page> {
    if (this.#lost.has(table)) return tableMissing(table);
    const from = options.continuation ?? range.from;
    const top = options.top ?? pageSize;
    const rows = this.#partition(table, partition);
    const ordered = this.#ordered(rows);
    const start = placeOf(from, ordered);
    const end = Math.max(start, placeOf(range.to, ordered));
    return Promise.resolve({
      rows: ordered
        .slice(start, Math.min(end, start + top))
        .flatMap((key) => rows.get(key) ?? [])
        .map((row) => (options.keysOnly === true ? { ...row, properties: {} } : row)),
      continuation: start + top < end ? (ordered[start + top] ?? null) : null,
    });
  }

  pageBelow(
    table: TableName,
    to: string,
    options: { readonly continuation?: string | null } = {},
  ): Promise<Page> {
    if (this.#lost.has(table)) return tableMissing(table);
    const from = options.continuation ?? '';
    const found = [...(this.#tables.get(table) ?? [])]
      .filter(([partition]) => partition < to)
      .toSorted(([a], [b]) => compare(a, b))
      .flatMap(([, rows]) => inOrder([...rows.values()]))
      .filter((row) => `${row.partition}|${row.key}` >= from);
    const next = found[pageSize];
    return Promise.resolve({
      rows: found.slice(0, pageSize),
      continuation: next === undefined ? null : `${next.partition}|${next.key}`,
    });
  }

  submit(table: TableName, partition: string, writes: readonly Write[]): Promise<void> {
    assertWithinLimits(table, partition, writes);
    if (this.#lost.has(table)) return tableMissing(table);
    const rows = this.#partition(table, partition);
    for (const [index, write] of writes.entries()) {
      const refusal = refusalOf(write, rows.get(write.key));
      if (refusal !== null) return Promise.reject(new StorageRefusal(refusal, index));
    }
    for (const write of writes) {
      if (write.kind === 'delete') {
        rows.delete(write.key);
        this.#orders.delete(rows);
        continue;
      }
      if (!rows.has(write.key)) this.#orders.delete(rows);
      this.#version += 1;
      const { key, properties } = write;
      rows.set(key, {
        partition,
        key,
        properties: { ...properties },
        etag: `W/"${this.#version}"`,
      });
    }
    return Promise.resolve();
  }

  remove(table: TableName, partition: string, key: string, etag: string): Promise<void> {
    if (this.#lost.has(table)) return tableMissing(table);
    const rows = this.#partition(table, partition);
    const present = rows.get(key);
    if (present === undefined) return Promise.reject(new StorageRefusal('missing', null));
    if (present.etag !== etag) return Promise.reject(new StorageRefusal('changed', null));
    rows.delete(key);
    this.#orders.delete(rows);
    return Promise.resolve();
  }

  lastSeenClock(): Instant {
    return this.#clock();
  }

  /** Takes a table away, as somebody does who deletes it: every call of it is an outage until it is brought back. */
  lose(table: TableName): void {
    if (this.#lost.has(table)) return;
    this.#lost.set(table, this.#tables.get(table) ?? new Map());
    this.#tables.delete(table);
  }

  /** A lost table is there again with what it held. */
  bringBack(table: TableName): void {
    const rows = this.#lost.get(table);
    if (rows === undefined) return;
    this.#tables.set(table, rows);
    this.#lost.delete(table);
  }

  /** Every row of a table, for checks that look into the tables. */
  all(table: TableName): readonly Row[] {
    return [...(this.#tables.get(table)?.values() ?? [])].flatMap((rows) =>
      inOrder([...rows.values()]),
    );
  }

  /** The keys of a partition in order, kept until one comes or goes. */
  #ordered(rows: ReadonlyMap<string, Row>): readonly string[] {
    const kept = this.#orders.get(rows);
    if (kept !== undefined) return kept;
    const ordered = [...rows.keys()].toSorted(compare);
    this.#orders.set(rows, ordered);
    return ordered;
  }

  #partition(table: TableName, partition: string): Map<string, Row> {
    const partitions = this.#tables.get(table) ?? new Map<string, Map<string, Row>>();
    this.#tables.set(table, partitions);
    const rows = partitions.get(partition) ?? new Map<string, Row>();
    partitions.set(partition, rows);
    return rows;
  }
}

function tableMissing(table: TableName): Promise<never> {
  return Promise.reject(new StorageOutage(`The table '${table}' is missing.`));
}

function refusalOf(write: Write, present: Row | undefined): StorageRefusal['reason'] | null {
  switch (write.kind) {
    case 'put':
      return null;
    case 'create':
      return present === undefined ? null : 'exists';
    case 'replace':
      if (present === undefined) return 'missing';
      return write.ifMatch === present.etag ? null : 'changed';
    case 'delete':
      return present === undefined ? 'missing' : null;
  }
}

function inOrder(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => compare(a.key, b.key));
}

/** How many keys come before one. */
function placeOf(key: string, ordered: readonly string[]): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((ordered[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The service orders by code unit, not by locale.
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
