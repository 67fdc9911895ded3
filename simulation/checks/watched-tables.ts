import type { TenantId } from '../../lib/licensing/ids.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { User } from '../../lib/licensing/user.ts';
import type { MemoryTables } from '../../lib/storage/memory-tables.ts';
import { Operation, OperationPart } from '../../lib/storage/rows/operation-row.ts';
import type { Page, Range, Row, TableName, Tables, Write } from '../../lib/storage/tables.ts';
import { checkCommit } from './commit-checks.ts';
import { checkTexts } from './text-checks.ts';
import { checkSeats, checkVaultDeletes } from './count-checks.ts';
import { Progress } from './unfinished-checks.ts';
import { actingFor } from '../world/instance.ts';
import { documentOf, Shadow } from '../world/shadow.ts';
import type { Findings } from '../world/violations.ts';

/**
 * Stands right in front of the rows and holds every commit against the invariants at the moment it happens: whose rows
 * it touches, what it does to seats, to held data, to wake-ups and marks.
 */
export class WatchedTables implements Tables {
  readonly #memory: MemoryTables;
  readonly #clock: () => Instant;
  readonly #findings: Findings;
  readonly #shadows = new Map<string, Shadow>();
  readonly #progress = new Map<string, Progress>();
  /** Days each tenant has a mark of. */
  readonly #marks = new Map<string, Set<string>>();

  constructor(memory: MemoryTables, clock: () => Instant, findings: Findings) {
    this.#memory = memory;
    this.#clock = clock;
    this.#findings = findings;
  }

  shadow(tenantId: string): Shadow {
    const shadow = this.#shadows.get(tenantId) ?? new Shadow();
    this.#shadows.set(tenantId, shadow);
    return shadow;
  }

  get(table: TableName, partition: string, key: string): Promise<Row | null> {
    this.#assertOwn(table, partition, key);
    return this.#memory.get(table, partition, key);
  }

  page(
    table: TableName,
    partition: string,
    range: Range,
    options?: { readonly top?: number; readonly continuation?: string | null },
  ): Promise<Page> {
    this.#assertOwn(table, partition, '');
    return this.#memory.page(table, partition, range, options);
  }

  pageBelow(
    table: TableName,
    to: string,
    options?: { readonly continuation?: string | null },
  ): Promise<Page> {
    this.#findings.check('I7', this.#tenantId() === null && table === 'wakeups', () => {
      return `a request reads over all partitions of ${table}`;
    });
    return this.#memory.pageBelow(table, to, options);
  }

  async submit(table: TableName, partition: string, writes: readonly Write[]): Promise<void> {
    for (const { key } of writes) this.#assertOwn(table, partition, key);
    checkTexts(this.#findings, writes);
    await this.#memory.submit(table, partition, writes);
    this.#committed(table, partition, writes);
  }

  async remove(table: TableName, partition: string, key: string, etag: string): Promise<void> {
    this.#assertOwn(table, partition, key);
    await this.#memory.remove(table, partition, key, etag);
    this.#committed(table, partition, [{ kind: 'delete', key }]);
  }

  lastSeenClock(): Instant {
    return this.#clock();
  }

  #committed(table: TableName, partition: string, writes: readonly Write[]): void {
    if (table === 'wakeups') {
      for (const { kind, key } of writes) this.#mark(partition, key, kind !== 'delete');
      return;
    }
    if (table === 'vault') {
      const [tenantId = '', userId = ''] = partition.split('~');
      checkVaultDeletes(this.#findings, this.shadow(tenantId), userId, writes);
      return;
    }
    const shadow = this.shadow(partition);
    this.#progressOf(partition).check(this.#findings, writes);
    checkCommit(this.#findings, shadow, writes, {
      now: this.#clock(),
      markedDays: this.#marks.get(partition) ?? new Set(),
    });
    for (const write of writes) this.#apply(shadow, write);
    checkSeats(this.#findings, shadow, writes);
  }

  #progressOf(tenantId: string): Progress {
    const progress = this.#progress.get(tenantId) ?? new Progress();
    this.#progress.set(tenantId, progress);
    return progress;
  }

  #apply(shadow: Shadow, write: Write): void {
    const { key } = write;
    const properties = write.kind === 'delete' ? null : write.properties;
    if (key.startsWith('U~')) {
      const user = properties === null ? undefined : documentOf(User, properties);
      shadow.setUser(key.slice(2), user);
    } else if (key.startsWith('S~')) {
      shadow.setSeats(key, properties);
    } else if (key === 'T' && properties !== null) {
      shadow.setTenant(properties, this.#clock());
    } else if (key.startsWith('O~')) {
      if (properties === null) shadow.records.delete(key);
      else {
        shadow.records.add(key);
        shadow.recordsEver.add(key);
      }
      if (write.kind === 'create') this.#noteSeats(shadow, key, write.properties);
    }
  }

  #noteSeats(shadow: Shadow, key: string, properties: Row['properties']): void {
    const isFirst = key.split('~').length === 2;
    const { seatChanges } = isFirst
      ? documentOf(Operation, properties).part
      : documentOf(OperationPart, properties);
    for (const { skuId, count } of seatChanges) shadow.note(skuId, count);
  }

  #mark(partition: string, tenantId: string, isThere: boolean): void {
    const days = this.#marks.get(tenantId) ?? new Set();
    this.#marks.set(tenantId, days);
    if (isThere) days.add(partition.slice(0, 8));
    else days.delete(partition.slice(0, 8));
  }

  #assertOwn(table: TableName, partition: string, key: string): void {
    const tenantId = this.#tenantId();
    if (tenantId === null) return;
    const owner = table === 'wakeups' ? key : partition.split('~')[0];
    this.#findings.check('I7', owner === tenantId, () => {
      return `acting for ${tenantId}, touches ${table} ${partition} ${key}`;
    });
  }

  #tenantId(): TenantId | null {
    return actingFor.getStore()?.tenantId ?? null;
  }
}
