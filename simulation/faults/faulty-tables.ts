import type { Instant } from '../../lib/licensing/time.ts';
import { toInstant } from '../../lib/licensing/time.ts';
import { toStorageError } from '../../lib/storage/azure-errors.ts';
import type { Page, Range, Row, TableName, Tables, Write } from '../../lib/storage/tables.ts';
import { StorageOutage, StorageRefusal } from '../../lib/storage/tables.ts';
import type { CallKind, FaultKind } from './faults.ts';
import type { Surroundings } from '../world/instance.ts';
import type { Life } from '../world/scheduler.ts';
import { never } from '../world/scheduler.ts';
import { standStill } from '../world/stand-still.ts';

type PageOptions = { readonly top?: number; readonly continuation?: string | null };

/** Tables as one instance meets them: every call waits for its turn, and any of them may go wrong. */
export class FaultyTables implements Tables {
  readonly #around: Surroundings;
  readonly #life: Life;
  #lastSeen: Instant = toInstant(0);
  /** The instant the latest answer was given at, to the millisecond. */
  #seenAt: Instant | null = null;

  constructor(around: Surroundings, life: Life) {
    this.#around = around;
    this.#life = life;
  }

  async get(table: TableName, partition: string, key: string): Promise<Row | null> {
    const fault = await this.#arrive('get', table);
    if (fault === 'noTable') return nothingFound();
    return this.#read(fault, () => this.#around.tables.get(table, partition, key));
  }

  async page(
    table: TableName,
    partition: string,
    range: Range,
    options: PageOptions = {},
  ): Promise<Page> {
    const fault = await this.#arrive('page', table);
    if (fault === 'noTable') throw missingTable();
    if (fault === 'emptyPage') return emptyPage(options.continuation ?? range.from);
    const asked = fault === 'shortPage' ? { ...options, top: 1 } : options;
    return this.#read(fault, () => this.#around.tables.page(table, partition, range, asked));
  }

  async pageBelow(table: TableName, to: string, options: PageOptions = {}): Promise<Page> {
    const fault = await this.#arrive('page', table);
    if (fault === 'noTable') throw missingTable();
    if (fault === 'emptyPage') return emptyPage(options.continuation ?? '-');
    return this.#read(fault, () => this.#around.tables.pageBelow(table, to, options));
  }

  submit(table: TableName, partition: string, writes: readonly Write[]): Promise<void> {
    const isConditional = writes.some(({ kind }) => kind !== 'put');
    return this.#write(
      table,
      () => this.#around.tables.submit(table, partition, writes),
      isConditional ? 'write' : 'put',
    );
  }

  remove(table: TableName, partition: string, key: string, etag: string): Promise<void> {
    return this.#write(
      table,
      () => this.#around.tables.remove(table, partition, key, etag),
      'write',
    );
  }

  /** As the `Date` header says it: whole seconds. */
  lastSeenClock(): Instant {
    return this.#lastSeen;
  }

  /** What goes wrong before the service does anything has gone wrong when this ends. */
  async #arrive(kind: CallKind, table: TableName): Promise<FaultKind | null> {
    const { scheduler, faults } = this.#around;
    if (this.#life.isOver) return never();
    await scheduler.turn(this.#life, faults.delay());
    const fault = faults.next(kind, table);
    switch (fault) {
      case 'crashBefore':
        return this.#die();
      case 'throttled':
        throw new StorageOutage(fault, { retryAfterSeconds: 2 });
      case 'lostBefore':
      case 'busy':
        throw new StorageOutage(fault);
      case 'hung':
        await standStill(this.#around, this.#life);
        throw new StorageOutage(fault);
      case 'paused':
        await standStill(this.#around, this.#life);
        return fault;
      default:
        return fault;
    }
  }

  async #read<Answer>(fault: FaultKind | null, read: () => Promise<Answer>): Promise<Answer> {
    const answer = await read();
    if (fault === 'crashAfter') return this.#die();
    if (fault === 'truncated') throw new StorageOutage(fault);
    this.#seeClock();
    return answer;
  }

  async #write(table: TableName, write: () => Promise<void>, kind: 'write' | 'put'): Promise<void> {
    const fault = await this.#arrive(kind, table);
    switch (fault) {
      case 'refused':
        throw new StorageRefusal('changed', 0);
      case 'noTable':
        throw missingTable();
      case 'exists':
      case 'missing':
        throw new StorageRefusal(fault, 0);
      case 'late':
        this.#later(write);
        throw new StorageOutage(fault);
      case 'lostAfter':
      case 'truncated':
        await write().catch(ignoreRefusal);
        throw new StorageOutage(fault);
      case 'crashAfter':
        await write().catch(ignoreRefusal);
        return this.#die();
      case 'twice':
        await write();
        break;
      case 'ghost':
        this.#later(write);
        break;
      default:
    }
    try {
      return await write();
    } finally {
      this.#seeClock();
    }
  }

  /** The request is under way somewhere and arrives after its sender has given it up, or has sent it again. */
  #later(write: () => Promise<void>): void {
    const { scheduler, faults } = this.#around;
    scheduler.later(() => write().catch(ignoreRefusal), faults.lateness());
  }

  #die<Value>(): Promise<Value> {
    this.#life.crash();
    return never();
  }

  #seeClock(): void {
    const at = this.#around.storageClock();
    if (at === this.#seenAt) return;
    this.#seenAt = at;
    this.#lastSeen = toInstant(Math.floor(Date.parse(at) / 1000) * 1000);
  }
}

/** What the app makes of the service's answer when a whole table is not there. */
function missingTable(): Error {
  const message = '0:The table specified does not exist.';
  return toStorageError({ statusCode: 404, code: 'TableNotFound', message });
}

/** A single row is looked for: there is none, or nobody knows. */
function nothingFound(): null {
  const error = missingTable();
  if (error instanceof StorageRefusal) return null;
  throw error;
}

function emptyPage(continuation: string): Page {
  return { rows: [], continuation };
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof StorageRefusal)) throw error;
}
