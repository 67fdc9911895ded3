import { withAssignments } from '../../lib/licensing/data.ts';
import { TenantId } from '../../lib/licensing/ids.ts';
import { tenantDefaults } from '../../lib/licensing/tenant.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { addDays } from '../../lib/licensing/time.ts';
import { MemoryTables } from '../../lib/storage/memory-tables.ts';
import { markPartition, markWrite } from '../../lib/storage/rows/mark-row.ts';
import { toDocument } from '../../lib/storage/rows/document.ts';
import { ProductRow, productKey } from '../../lib/storage/rows/product-row.ts';
import { tenantWrite } from '../../lib/storage/rows/tenant-row.ts';
import { userWrites } from '../../lib/storage/rows/user-row.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { guid, product } from '../../simulation/builders/products.ts';
import { at, direct, user, userId } from '../../simulation/builders/users.ts';

/** How large the simulated account is. */
export interface Account {
  readonly tenants: number;
  /** Users of a tenant whose mailbox is due now, and whose mailbox is held for longer. */
  readonly dueOf: (tenant: number) => number;
  readonly heldOf: (tenant: number) => number;
}

export function tenantOfNumber(number: number): TenantId {
  return TenantId.parse(guid(9, number));
}

/**
 * An account too large to be laid out at once: a tenant's rows are made when somebody first asks for one of them, and
 * forgotten when its sweep and its purges are over.
 */
export class ManyTenants {
  readonly memory: MemoryTables;
  readonly #account: Account;
  readonly #now: Instant;
  readonly #made = new Map<string, Promise<void>>();

  constructor(account: Account, now: Instant) {
    this.#account = account;
    this.#now = now;
    this.memory = new MemoryTables(() => now);
  }

  readonly tables = (): Tables => ({
    get: async (table, partition, key) => {
      await this.#make(partition);
      return this.memory.get(table, partition, key);
    },
    page: async (table, partition, ...of) => {
      await this.#make(partition);
      return this.memory.page(table, partition, ...of);
    },
    pageBelow: (...of) => this.memory.pageBelow(...of),
    submit: (...of) => this.memory.submit(...of),
    remove: (...of) => this.memory.remove(...of),
    lastSeenClock: () => this.#now,
  });

  /** Marks every tenant for the day. */
  async mark(): Promise<void> {
    for (let number = 1; number <= this.#account.tenants; number += 1) {
      const tenantId = tenantOfNumber(number);
      await this.memory.submit('wakeups', markPartition(this.#now, tenantId), [
        markWrite(tenantId),
      ]);
    }
  }

  /** Takes the rows of a tenant away. */
  async forget(tenantId: TenantId): Promise<void> {
    const everything = { from: '-', to: '~~' };
    const { rows } = await this.memory.page('licensing', tenantId, everything, { top: Infinity });
    for (let start = 0; start < rows.length; start += 100) {
      const keys = rows.slice(start, start + 100).map(({ key }) => key);
      await this.memory.submit(
        'licensing',
        tenantId,
        keys.map((key) => ({ kind: 'delete', key })),
      );
    }
  }

  #make(partition: string): Promise<void> {
    const tenantId = TenantId.safeParse(partition);
    if (!tenantId.success) return Promise.resolve();
    const made = this.#made.get(partition) ?? this.#layOut(tenantId.data);
    this.#made.set(partition, made);
    return made;
  }

  async #layOut(tenantId: TenantId): Promise<void> {
    const number = Number.parseInt(tenantId.slice(-12), 10);
    const { dueOf, heldOf } = this.#account;
    const sold = product('EXCHANGE_P1');
    const submit: Tables['submit'] = (...of) => this.memory.submit(...of);
    await submit('licensing', tenantId, [
      tenantWrite({ displayName: 'Contoso', ...tenantDefaults }),
      {
        kind: 'put',
        key: productKey(sold.skuId),
        properties: toDocument(ProductRow, { product: sold, consumed: 0, derivedTo: 0 }),
      },
    ]);
    const [due, all] = [dueOf(number), dueOf(number) + heldOf(number)];
    for (let index = 1; index <= all; index += 1) {
      const licensed = user([direct('EXCHANGE_P1')], {
        id: userId(index),
        userPrincipalName: `person${index}@contoso.com`,
      });
      // A mailbox that is due now ends at this very instant; the others in the month that follows.
      const since = addDays(this.#now, index <= due ? -30 : -1 - (index % 28));
      await submit(
        'licensing',
        tenantId,
        userWrites(null, withAssignments(licensed, [], at(since))),
      );
    }
  }
}
