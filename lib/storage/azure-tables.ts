import type { TableClient, TransactionAction } from '@azure/data-tables';
import { odata } from '@azure/data-tables';
import type { Instant } from '../licensing/time.ts';
import { toInstant } from '../licensing/time.ts';
import { toStorageError } from './azure-errors.ts';
import { assertKey, assertWithinLimits } from './limits.ts';
import type {
  Page,
  PageOptions,
  PropertyValue,
  Range,
  Row,
  TableName,
  Tables,
  Write,
} from './tables.ts';
import { StorageOutage } from './tables.ts';

type Entity = Record<string, unknown>;

/** Tables of Azure Storage, or of its emulator. */
export class AzureTables implements Tables {
  readonly #clients: Readonly<Record<TableName, TableClient>>;
  readonly #lastSeen: () => Date;

  /** @param lastSeen the `Date` header of the latest answer of any of the clients */
  constructor(clients: Readonly<Record<TableName, TableClient>>, lastSeen: () => Date) {
    this.#clients = clients;
    this.#lastSeen = lastSeen;
  }

  async get(table: TableName, partition: string, key: string): Promise<Row | null> {
    assertKey(table, key);
    try {
      return toRow(await this.#clients[table].getEntity(partition, key));
    } catch (error) {
      const known = toStorageError(error);
      if (known.name === 'StorageRefusal') return null;
      throw known;
    }
  }

  page(
    table: TableName,
    partition: string,
    { from, to }: Range,
    options: PageOptions = {},
  ): Promise<Page> {
    const filter = odata`PartitionKey eq ${partition} and RowKey ge ${from} and RowKey lt ${to}`;
    return this.#page(table, filter, options);
  }

  pageBelow(
    table: TableName,
    to: string,
    options: { readonly continuation?: string | null } = {},
  ): Promise<Page> {
    return this.#page(table, odata`PartitionKey lt ${to}`, options);
  }

  async submit(table: TableName, partition: string, writes: readonly Write[]): Promise<void> {
    assertWithinLimits(table, partition, writes);
    const answered = await this.#transact(table, partition, writes);
    // A refusal stands inside the answer: one that was cut short reads like a success.
    if (answered < writes.length) {
      throw new StorageOutage(
        `The storage service answered ${answered} of ${writes.length} writes.`,
      );
    }
  }

  async remove(table: TableName, partition: string, key: string, etag: string): Promise<void> {
    try {
      await this.#clients[table].deleteEntity(partition, key, { etag });
    } catch (error) {
      throw toStorageError(error);
    }
  }

  lastSeenClock(): Instant {
    return toInstant(this.#lastSeen());
  }

  async #transact(table: TableName, partition: string, writes: readonly Write[]): Promise<number> {
    try {
      const actions = writes.map((write) => toAction(partition, write));
      const { subResponses } = await this.#clients[table].submitTransaction(actions);
      return subResponses.length;
    } catch (error) {
      throw toStorageError(error);
    }
  }

  async #page(table: TableName, filter: string, options: PageOptions): Promise<Page> {
    const select = options.keysOnly === true ? { select: ['PartitionKey', 'RowKey'] } : {};
    const queryOptions = { filter, ...select };
    const pages = this.#clients[table].listEntities({ queryOptions }).byPage({
      maxPageSize: options.top ?? 1000,
      ...(options.continuation ? { continuationToken: options.continuation } : {}),
    });
    try {
      const { value, done } = await pages.next();
      if (done === true) return { rows: [], continuation: null };
      return {
        rows: [...value].map((entity) => toRow(entity)),
        continuation: value.continuationToken ?? null,
      };
    } catch (error) {
      const known = toStorageError(error);
      if (known.name === 'StorageOutage') throw known;
      throw new StorageOutage('A page that holds no condition was refused.', { cause: error });
    }
  }
}

function toAction(partition: string, write: Write): TransactionAction {
  const entity = { partitionKey: partition, rowKey: write.key };
  switch (write.kind) {
    case 'create':
      return ['create', { ...entity, ...write.properties }];
    case 'put':
      return ['upsert', { ...entity, ...write.properties }, 'Replace'];
    case 'replace':
      return ['update', { ...entity, ...write.properties }, 'Replace', { etag: write.ifMatch }];
    case 'delete':
      return ['delete', entity];
  }
}

function toRow(entity: Entity): Row {
  const { partitionKey, rowKey, etag, timestamp: _timestamp, ...rest } = entity;
  const properties: Record<string, PropertyValue> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'bigint') properties[name] = Number(value);
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      if (!name.startsWith('odata.')) properties[name] = value;
    }
  }
  return { partition: String(partitionKey), key: String(rowKey), properties, etag: String(etag) };
}
