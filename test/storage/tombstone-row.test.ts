import { expect, it } from 'vitest';
import { TenantId, UserId } from '../../lib/licensing/ids.ts';
import { toInstant } from '../../lib/licensing/time.ts';
import { MemoryTables } from '../../lib/storage/memory-tables.ts';
import type { Tombstone } from '../../lib/storage/rows/tombstone-row.ts';
import { tombstonesOf, tombstoneWrite } from '../../lib/storage/rows/tombstone-row.ts';
import { TenantStore } from '../../lib/storage/tenant-store.ts';
import { guid } from '../../simulation/builders/products.ts';

const tenantId = TenantId.parse(guid(9, 1));
const userId = UserId.parse(guid(3, 1));
const at = toInstant('2026-01-01T00:00:00.000Z');

function tombstoneOf(generation: number, itemCount: number): Tombstone {
  const of = { service: 'exchange', purgedAt: at, dueAt: at, operationId: null } as const;
  return { ...of, generation, itemCount };
}

it('A tombstone is created once and never replaced', async () => {
  const store = new TenantStore(new MemoryTables(() => at), tenantId);
  await store.submit([tombstoneWrite(tenantId, userId, tombstoneOf(1, 7))]);
  const again = store.submit([tombstoneWrite(tenantId, userId, tombstoneOf(1, 0))]);
  await expect(again).rejects.toMatchObject({ reason: 'exists' });
});

it('Each generation has a tombstone of its own, the newest last', async () => {
  const store = new TenantStore(new MemoryTables(() => at), tenantId);
  for (const generation of [10, 2, 9]) {
    await store.submit([tombstoneWrite(tenantId, userId, tombstoneOf(generation, 0))]);
  }
  const rows = await store.all(tombstonesOf(tenantId, userId, 'exchange'));
  const order = rows.map(({ key }) => Number(key.split('~').at(-1)));
  expect(order).toEqual([2, 9, 10]);
});
