import type { TransactionAction } from '@azure/data-tables';
import { odata } from '@azure/data-tables';
import type { Azurite } from '../dev/azurite.ts';
import { withAssignments } from '../lib/licensing/data.ts';
import { addDays, toInstant } from '../lib/licensing/time.ts';
import { Catalogs } from '../lib/operations/engine/catalogs.ts';
import type { Services } from '../lib/operations/engine/services.ts';
import { purgeUser } from '../lib/operations/purge/purge-user.ts';
import { connect } from '../lib/storage/connect.ts';
import { userWrites } from '../lib/storage/rows/user-row.ts';
import type { VaultItem } from '../lib/storage/rows/vault-item-row.ts';
import { itemsOf, vaultPartition } from '../lib/storage/rows/vault-item-row.ts';
import { TenantStore } from '../lib/storage/tenant-store.ts';
import { Vault } from '../lib/storage/vault.ts';
import { WakeUpMarks } from '../lib/storage/wake-up-marks.ts';
import { tenantId } from '../simulation/builders/memory-world.ts';
import { at, direct, user, userId } from '../simulation/builders/users.ts';
import { rawClients } from './bare/raw-clients.ts';
import { median } from './report/median.ts';

/** Rows deleted a second by a purge with all it does beside, and by the SDK in transactions of 100. */
export interface PurgeResult {
  readonly rows: number;
  readonly app: number;
  readonly raw: number;
}

const rows = 2000;

/** Purges mailboxes of so many rows, and deletes as many with the SDK alone, in turn. */
export async function measurePurge(azurite: Azurite, rounds: number): Promise<PurgeResult> {
  const { connectionString } = azurite;
  const { tables, queues, create } = await connect({ kind: 'connectionString', connectionString });
  await create();
  const services: Services = {
    tables,
    queues,
    marks: new WakeUpMarks(tables),
    catalogs: new Catalogs(tables),
    clock: () => toInstant(new Date()),
    log: () => undefined,
  };
  const figures: { app: number[]; raw: number[] } = { app: [], raw: [] };
  for (let round = 0; round < rounds; round += 1) {
    const number = 500_000 + round * 2;
    await layOutDue(services, number);
    figures.app.push(await perSecond(() => purgeUser(services, tenantId, userId(number))));
    await layOutItems(services, number + 1);
    figures.raw.push(await perSecond(() => deleteRaw(connectionString, number + 1)));
  }
  return { rows, app: median(figures.app), raw: median(figures.raw) };
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (rows / (performance.now() - began)) * 1000;
}

/** Somebody whose mailbox is due since yesterday, with so many items. */
async function layOutDue(services: Services, number: number): Promise<void> {
  const licensed = user([direct('EXCHANGE_P1')], {
    id: userId(number),
    userPrincipalName: `due${number}@contoso.com`,
  });
  const person = withAssignments(licensed, [], at(addDays(services.clock(), -31)));
  const store = new TenantStore(services.tables, tenantId);
  await store.submit(userWrites(null, person));
  await layOutItems(services, number);
}

async function layOutItems(services: Services, number: number): Promise<void> {
  const items = Array.from({ length: rows }, (_, index): VaultItem => ({
    itemId: `item-${String(index).padStart(6, '0')}`,
    name: 'A message',
    contentType: 'message/rfc822',
    sizeBytes: 2000,
    createdAt: services.clock(),
    content: 'x'.repeat(2000),
  }));
  await new Vault(services.tables, tenantId).put(placeOf(number), items);
}

function placeOf(number: number) {
  return { userId: userId(number), service: 'exchange', generation: 1 } as const;
}

/** What deletes a known range the quickest: keys a page at a time, 100 in a transaction. */
async function deleteRaw(connectionString: string, number: number): Promise<void> {
  const { vault } = rawClients(connectionString, '').tables;
  const partition = vaultPartition(tenantId, userId(number));
  const { from, to } = itemsOf(placeOf(number));
  const filter = odata`PartitionKey eq ${partition} and RowKey ge ${from} and RowKey lt ${to}`;
  const select = ['PartitionKey', 'RowKey'];
  for await (const page of vault.listEntities({ queryOptions: { filter, select } }).byPage()) {
    for (let start = 0; start < page.length; start += 100) {
      const actions = page
        .slice(start, start + 100)
        .map(({ rowKey = '' }): TransactionAction => [
          'delete',
          { partitionKey: partition, rowKey },
        ]);
      await vault.submitTransaction(actions);
    }
  }
}
