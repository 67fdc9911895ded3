import { TableClient, TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import type { RawClients } from './replay.ts';

/** The tables and queues of the app, or those beside them that only the bare server, or the bare app, uses. */
export type Whose = '' | 'bare' | 'hosted';

const insecure = { allowInsecureConnection: true };

/** The SDKs' clients as they come. */
export function rawClients(connectionString: string, whose: Whose): RawClients {
  const table = (name: string): TableClient =>
    TableClient.fromConnectionString(connectionString, `${whose}${name}`, insecure);
  const service = QueueServiceClient.fromConnectionString(connectionString);
  const queue = (name: string) => service.getQueueClient(`${whose}${name}`);
  return {
    tables: { licensing: table('licensing'), wakeups: table('wakeups'), vault: table('vault') },
    queues: {
      retention: queue('retention'),
      purges: queue('purges'),
      sweeps: queue('sweeps'),
      notices: queue('notices'),
      jobs: queue('jobs'),
    },
  };
}

export async function createAll(connectionString: string, whose: Whose): Promise<void> {
  const { tables, queues } = rawClients(connectionString, whose);
  const service = TableServiceClient.fromConnectionString(connectionString, insecure);
  await Promise.all([
    ...Object.values(tables).map(({ tableName }) => service.createTable(tableName)),
    ...Object.values(queues).map((queue) => queue.createIfNotExists()),
  ]);
}
