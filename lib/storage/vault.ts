import type { TenantId, UserId } from '../licensing/ids.ts';
import { maxWrites } from './limits.ts';
import { readEach } from './rows/damaged-rows.ts';
import type { Versioned } from './rows/document.ts';
import type { VaultItem, VaultPlace } from './rows/vault-item-row.ts';
import {
  allItems,
  fromItemRow,
  generationOf,
  itemKey,
  itemsOf,
  itemWrite,
  vaultPartition,
} from './rows/vault-item-row.ts';
import { maxTransactionBytes, sentBytes, transactionBytes } from './sizes.ts';
import type { PageOptions, Range, Row, Tables, Write } from './tables.ts';
import { StorageRefusal } from './tables.ts';

const keysOnly = { keysOnly: true } as const;
/** Keys of one page of the service, which are deleted in ten transactions. */
const keysAtOnce = 1000;

interface ItemsPage {
  readonly top: number;
  /** What `next` of an earlier call said; null for the beginning. */
  readonly from: string | null;
  readonly log: (line: string) => void;
}

/** The data held for the accounts of one tenant; each user is a partition. */
export class Vault {
  readonly #tables: Tables;
  readonly #tenantId: TenantId;

  constructor(tables: Tables, tenantId: TenantId) {
    this.#tables = tables;
    this.#tenantId = tenantId;
  }

  async item(place: VaultPlace, itemId: string): Promise<VaultItem | null> {
    return (await this.version(place, itemId))?.value ?? null;
  }

  /** An item, and which version of it is there. */
  async version(place: VaultPlace, itemId: string): Promise<Versioned<VaultItem> | null> {
    const key = itemKey(place, itemId);
    const row = await this.#tables.get('vault', this.#partition(place.userId), key);
    return row && { value: fromItemRow(row), etag: row.etag };
  }

  /** Removes an item if it is still that version of it. */
  async removeVersion(place: VaultPlace, itemId: string, etag: string): Promise<void> {
    try {
      const key = itemKey(place, itemId);
      await this.#tables.remove('vault', this.#partition(place.userId), key, etag);
    } catch (error) {
      // Gone already, or another one was put in its place.
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }

  /** Items of a place in the order of their ids; a damaged one is left out. */
  async items(
    place: VaultPlace,
    { top, from, log }: ItemsPage,
  ): Promise<{ readonly items: readonly VaultItem[]; readonly next: string | null }> {
    const range = itemsOf(place);
    // The key of the item that follows is where the next slice begins: no token of the service leaves the app.
    const rows = await this.#rows(
      place.userId,
      // Whatever the caller brings: nothing of an ended generation or of another service is read.
      { from: from !== null && from > range.from ? from : range.from, to: range.to },
      top + 1,
    );
    return {
      items: readEach(rows.slice(0, top), fromItemRow, log).filter((item) => item !== null),
      next: rows[top]?.key ?? null,
    };
  }

  async put(place: VaultPlace, items: readonly VaultItem[]): Promise<void> {
    const writes = items.map((item) => itemWrite(place, item));
    for (const batch of inTransactions(writes)) {
      await this.#tables.submit('vault', this.#partition(place.userId), batch);
    }
  }

  /** Takes items back that were written into a generation that has ended. */
  async remove(place: VaultPlace, itemIds: readonly string[]): Promise<void> {
    for (const itemId of itemIds) {
      const key = itemKey(place, itemId);
      await this.#delete(place.userId, [key]);
    }
  }

  /** The keys of all rows of a place. */
  async keys(place: VaultPlace): Promise<readonly string[]> {
    const rows = await this.#rows(place.userId, itemsOf(place), Infinity, keysOnly);
    return rows.map(({ key }) => key);
  }

  /**
   * Deletes every row of a place.
   * @param known keys that were just read of it, which are not looked for again
   * @returns how many there were
   */
  async deleteAll(place: VaultPlace, known: readonly string[] = []): Promise<number> {
    await this.#deleteKeys(place.userId, known);
    return known.length + (await this.#deleteRange(place.userId, itemsOf(place)));
  }

  /** The generations a user has rows of, in the order of service and generation. */
  async generations(userId: UserId): Promise<readonly Omit<VaultPlace, 'userId'>[]> {
    const rows = await this.#rows(userId, allItems, Infinity, keysOnly);
    const found = rows.map(({ key }) => generationOf(key));
    return found.filter(
      (of, index) =>
        of.service !== found[index - 1]?.service || of.generation !== found[index - 1]?.generation,
    );
  }

  async #deleteRange(userId: UserId, range: Range): Promise<number> {
    let deleted = 0;
    for (;;) {
      const rows = await this.#rows(userId, range, keysAtOnce, keysOnly);
      if (rows.length === 0) return deleted;
      await this.#deleteKeys(
        userId,
        rows.map(({ key }) => key),
      );
      deleted += rows.length;
    }
  }

  async #deleteKeys(userId: UserId, rowKeys: readonly string[]): Promise<void> {
    for (let start = 0; start < rowKeys.length; start += maxWrites) {
      await this.#delete(userId, rowKeys.slice(start, start + maxWrites));
    }
  }

  /** Two purges may delete the same rows: what is not there any more is what was wanted. */
  async #delete(userId: UserId, rowKeys: readonly string[]): Promise<void> {
    try {
      await this.#tables.submit(
        'vault',
        this.#partition(userId),
        rowKeys.map((key) => ({ kind: 'delete', key })),
      );
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
      if (rowKeys.length === 1) return;
      for (const key of rowKeys) await this.#delete(userId, [key]);
    }
  }

  /** Pages may be empty and still go on; this reads on until it has enough or the range ends. */
  async #rows(
    userId: UserId,
    range: Range,
    atLeast: number,
    options: Pick<PageOptions, 'keysOnly'> = {},
  ): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let continuation: string | null = null;
    do {
      const page = await this.#tables.page('vault', this.#partition(userId), range, {
        ...options,
        ...(atLeast < Infinity && { top: atLeast }),
        continuation,
      });
      rows.push(...page.rows);
      ({ continuation } = page);
    } while (continuation !== null && rows.length < atLeast);
    return rows.slice(0, atLeast);
  }

  #partition(userId: UserId): string {
    return vaultPartition(this.#tenantId, userId);
  }
}

/** Cuts writes into transactions, by their number and by their bytes as they are sent. */
function inTransactions(writes: readonly Write[]): readonly (readonly Write[])[] {
  const batches: Write[][] = [];
  let size = Infinity;
  for (const write of writes) {
    const last = batches.at(-1);
    size += sentBytes(write);
    if (last === undefined || last.length === maxWrites || size > maxTransactionBytes) {
      batches.push([write]);
      size = transactionBytes([write]);
    } else last.push(write);
  }
  return batches;
}
