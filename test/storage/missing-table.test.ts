import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Azurite } from '../../dev/azurite.ts';
import { startAzurite } from '../../dev/azurite.ts';
import { OperationId, TenantId } from '../../lib/licensing/ids.ts';
import { toInstant } from '../../lib/licensing/time.ts';
import type { Storage } from '../../lib/storage/connect.ts';
import { connect } from '../../lib/storage/connect.ts';
import { MemoryTables } from '../../lib/storage/memory-tables.ts';
import type { Tables, Write } from '../../lib/storage/tables.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { guid } from '../../simulation/builders/products.ts';

const message = {
  v: 1,
  tenantId: TenantId.parse(guid(9, 1)),
  operationId: OperationId.parse('0'.repeat(32)),
} as const;
const row: Write = { kind: 'create', key: 'a', properties: { value: 1 } };
const version = 'W/"1"';

let azurite: Azurite;
let storage: Storage;

beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
  const { connectionString } = azurite;
  storage = await connect({ kind: 'connectionString', connectionString });
});
afterAll(() => azurite.stop());

async function deleteTables(...names: readonly string[]): Promise<void> {
  const options = { allowInsecureConnection: true };
  for (const name of names) {
    await TableClient.fromConnectionString(azurite.connectionString, name, options).deleteTable();
  }
}

function memoryWithout(table: 'vault'): Tables {
  const memory = new MemoryTables(() => toInstant(0));
  memory.lose(table);
  return memory;
}

beforeEach(async () => {
  await storage.create();
});

describe.each(['memory', 'Azurite'])('A missing table in %s', (name) => {
  const calls: Record<string, (tables: Tables) => Promise<unknown>> = {
    get: (tables) => tables.get('vault', 'p', 'a'),
    page: (tables) => tables.page('vault', 'p', { from: '-', to: '~~' }),
    pageBelow: (tables) => tables.pageBelow('vault', '~~'),
    submit: (tables) => tables.submit('vault', 'p', [row]),
    delete: (tables) => tables.submit('vault', 'p', [{ kind: 'delete', key: 'a' }]),
    remove: (tables) => tables.remove('vault', 'p', 'a', version),
  };

  it.each(Object.entries(calls))('is an outage, no absence: %s', async (_, call) => {
    if (name === 'Azurite') await deleteTables('vault');
    const tables = name === 'Azurite' ? storage.tables : memoryWithout('vault');
    await expect(call(tables)).rejects.toThrow(StorageOutage);
  });
});

it('A missing queue is an outage, and a start creates it', async () => {
  const service = QueueServiceClient.fromConnectionString(azurite.connectionString);
  await service.deleteQueue('retention');
  await expect(storage.queues.send('retention', message)).rejects.toThrow(StorageOutage);
  await storage.create();
  await storage.queues.send('retention', message);
});

it('A start creates what is missing where nothing is kept', async () => {
  await deleteTables('vault', 'licensing');
  await storage.create();
  expect(await storage.tables.get('vault', 'p', 'a')).toBeNull();
});

it('A start beside a table that holds rows creates none in the place of a lost one', async () => {
  await storage.tables.submit('licensing', 'p', [row]);
  await deleteTables('vault');
  await expect(storage.create()).rejects.toThrow(
    "no table 'vault' although 'licensing' holds rows",
  );
  await expect(storage.tables.get('vault', 'p', 'a')).rejects.toThrow(StorageOutage);
  await deleteTables('licensing', 'wakeups');
});
