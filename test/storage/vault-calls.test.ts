import { expect, it } from 'vitest';
import { MemoryTables } from '../../lib/storage/memory-tables.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { Vault } from '../../lib/storage/vault.ts';
import { tenantId } from '../../simulation/builders/memory-world.ts';
import { start, userId } from '../../simulation/builders/users.ts';

const place = { userId: userId(1), service: 'exchange', generation: 1 } as const;

function item(index: number) {
  return {
    itemId: `item-${index}`,
    name: 'A message',
    contentType: 'message/rfc822',
    sizeBytes: 1,
    createdAt: start,
    content: 'x',
  };
}

it('2,000 rows are deleted in 20 transactions and 3 pages, the last of which is empty', async () => {
  const memory = new MemoryTables(() => start);
  const calls = { page: 0, submit: 0 };
  const counted: Tables = {
    get: (...of) => memory.get(...of),
    page: (...of) => {
      calls.page += 1;
      return memory.page(...of);
    },
    pageBelow: (...of) => memory.pageBelow(...of),
    submit: (...of) => {
      calls.submit += 1;
      return memory.submit(...of);
    },
    remove: (...of) => memory.remove(...of),
    lastSeenClock: () => memory.lastSeenClock(),
  };
  await new Vault(memory, tenantId).put(
    place,
    Array.from({ length: 2000 }, (_, index) => item(index)),
  );
  expect(await new Vault(counted, tenantId).deleteAll(place)).toBe(2000);
  expect(calls).toEqual({ page: 3, submit: 20 });
  expect(memory.all('vault')).toEqual([]);
});
