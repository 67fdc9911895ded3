import type { TableClient, TableServiceClient } from '@azure/data-tables';
import type { TableName } from './tables.ts';
import { StorageOutage, tableNames } from './tables.ts';

/**
 * Creates the tables that are missing where nothing is kept yet. Beside tables that hold rows a missing one was lost,
 * and an empty one in its place would read as if all of it had been deleted.
 * @throws StorageOutage when a table was lost
 */
export async function createTables(
  service: TableServiceClient,
  clients: Readonly<Record<TableName, TableClient>>,
): Promise<void> {
  let missing = await missingTables(service);
  if (missing.length === 0) return;
  const full = await firstWithRows(
    tableNames.filter((name) => !missing.includes(name)),
    clients,
  );
  // Whoever wrote these rows had created every table before: it may have been between the two looks.
  if (full !== null) missing = await missingTables(service);
  if (full !== null && missing.length > 0) {
    throw new StorageOutage(
      `The storage account has no table '${missing.join("', '")}' although '${full}' holds rows: it was deleted. ` +
        'Nothing is created in its place. Restore it, or delete the other tables of the app too to begin anew.',
    );
  }
  await Promise.all(missing.map((name) => service.createTable(name)));
}

async function missingTables(service: TableServiceClient): Promise<readonly TableName[]> {
  const found = new Set<string | undefined>();
  for await (const { name } of service.listTables()) found.add(name);
  return tableNames.filter((name) => !found.has(name));
}

async function firstWithRows(
  names: readonly TableName[],
  clients: Readonly<Record<TableName, TableClient>>,
): Promise<TableName | null> {
  for (const name of names) {
    const queryOptions = { select: ['PartitionKey', 'RowKey'] };
    for await (const _ of clients[name].listEntities({ queryOptions })) return name;
  }
  return null;
}
