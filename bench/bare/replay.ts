import type { TableClient, TransactionAction } from '@azure/data-tables';
import { odata } from '@azure/data-tables';
import type { QueueClient } from '@azure/storage-queue';
import type { QueueName } from '../../lib/storage/queues.ts';
import type { TableName } from '../../lib/storage/tables.ts';
import { fill } from './script.ts';
import type { Ids, Script, ScriptedWrite, Step } from './script.ts';

export interface RawClients {
  readonly tables: Readonly<Record<TableName, TableClient>>;
  readonly queues: Readonly<Record<QueueName, QueueClient>>;
}

/** Makes the calls of a script with the SDKs as they are, and answers with what was read last. */
export async function replay(clients: RawClients, script: Script, ids: Ids): Promise<unknown> {
  const etags = new Map<string, string>();
  let read: unknown = null;
  for (const group of script) {
    const answers = await Promise.all(group.map((step) => make(clients, step, ids, etags)));
    read = answers.at(-1) ?? read;
  }
  return read;
}

async function make(
  { tables, queues }: RawClients,
  step: Step,
  ids: Ids,
  etags: Map<string, string>,
): Promise<unknown> {
  switch (step.kind) {
    case 'get': {
      const key = fill(step.key, ids);
      const entity = await tables[step.table].getEntity(step.partition, key).catch(absent);
      if (entity !== null) etags.set(key, entity.etag);
      return entity;
    }
    case 'page': {
      const from = fill(step.from, ids);
      const to = fill(step.to, ids);
      const filter = odata`PartitionKey eq ${step.partition} and RowKey ge ${from} and RowKey lt ${to}`;
      const pages = tables[step.table]
        .listEntities({ queryOptions: { filter } })
        .byPage({ maxPageSize: step.top });
      const { value } = await pages.next();
      for (const entity of value ?? []) etags.set(String(entity.rowKey), entity.etag);
      return value;
    }
    case 'submit': {
      const actions = step.writes.map((write) =>
        toAction(step.partition, fill(write.key, ids), write, etags),
      );
      await tables[step.table].submitTransaction(actions);
      return undefined;
    }
    case 'send': {
      const text = fill(step.message, ids);
      await queues[step.queue].sendMessage(Buffer.from(text).toString('base64'));
      return undefined;
    }
    default:
      return step satisfies never;
  }
}

function toAction(
  partitionKey: string,
  rowKey: string,
  write: ScriptedWrite,
  etags: ReadonlyMap<string, string>,
): TransactionAction {
  const entity = { partitionKey, rowKey, ...write.properties };
  switch (write.kind) {
    case 'create':
      return ['create', entity];
    case 'put':
      return ['upsert', entity, 'Replace'];
    case 'replace':
      return ['update', entity, 'Replace', { etag: etags.get(rowKey) ?? '*' }];
    case 'delete':
      return ['delete', { partitionKey, rowKey }];
    default:
      return write.kind satisfies never;
  }
}

function absent(error: unknown): null {
  if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) return null;
  throw error;
}
