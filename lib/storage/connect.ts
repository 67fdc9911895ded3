import { setTimeout as delay } from 'node:timers/promises';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import type { TableServiceClientOptions } from '@azure/data-tables';
import type { QueueClient } from '@azure/storage-queue';
import { QueueServiceClient } from '@azure/storage-queue';
import type { StorageSettings } from '../settings.ts';
import { toStorageError } from './azure-errors.ts';
import { AzureQueues } from './azure-queues.ts';
import { AzureTables } from './azure-tables.ts';
import { createTables } from './create-tables.ts';
import { Pace } from './pace.ts';
import type { QueueName } from './queues.ts';
import { queueNames } from './queues.ts';
import type { TableName } from './tables.ts';
import { StorageOutage } from './tables.ts';

export interface Storage {
  readonly tables: AzureTables;
  readonly queues: AzureQueues;
  /**
   * Creates the tables and queues that are missing.
   * @throws StorageOutage when a table is missing while another holds rows
   */
  readonly create: () => Promise<void>;
}

type PipelinePolicy = NonNullable<
  TableServiceClientOptions['additionalPolicies']
>[number]['policy'];

/** Short enough for a request path: the operation record makes it safe to ask again. */
const tableRetries = { maxRetries: 2, retryDelayInMs: 100, maxRetryDelayInMs: 1000 };
const queueRetries = { maxTries: 3, retryDelayInMs: 100, maxRetryDelayInMs: 1000 };
/** The SDKs wait for an answer without end, and the host ends a whole worker for one function that takes too long. */
const defaultTimeoutMs = 10_000;
/** When somebody is to come again for whom there was no room. */
const busySeconds = 5;

export interface ConnectOptions {
  /** Is told of every request that is sent, retries included. */
  readonly onRequest?: () => void;
  /** How long a request to a table, or a send with its retries, may go without its whole answer. */
  readonly timeoutMs?: number;
}

/** Connects to the storage account. */
export async function connect(
  settings: StorageSettings,
  { onRequest = () => undefined, timeoutMs = defaultTimeoutMs }: ConnectOptions = {},
): Promise<Storage> {
  let lastSeen = new Date(0);
  const watch: PipelinePolicy = {
    name: 'watch',
    async sendRequest(request, next) {
      onRequest();
      const response = await next(request);
      const date = response.headers.get('date');
      if (date !== undefined) lastSeen = new Date(date);
      return response;
    },
  };
  const options: TableServiceClientOptions = {
    retryOptions: tableRetries,
    allowInsecureConnection: true,
    additionalPolicies: [
      { policy: watch, position: 'perRetry' },
      { policy: paced(), position: 'perRetry' },
      { policy: deadline(timeoutMs), position: 'perRetry' },
    ],
  };
  const clients = await makeClients(settings, options);
  return {
    tables: new AzureTables(clients.tables, () => lastSeen),
    queues: new AzureQueues(clients.queues, { onRequest, timeoutMs }),
    create: async () => {
      try {
        await Promise.all([
          createTables(clients.service, clients.tables),
          ...queueNames.map((name) =>
            clients.queueService.getQueueClient(name).createIfNotExists(),
          ),
        ]);
      } catch (error) {
        throw error instanceof StorageOutage ? error : toStorageError(error);
      }
    },
  };
}

/** Asks a service that is busy no faster than it answers. */
function paced(): PipelinePolicy {
  const pace = new Pace({ now: () => performance.now(), wait: (ms) => delay(ms) });
  return {
    name: 'paced',
    async sendRequest(request, next) {
      const sentAt = await pace.enter();
      if (sentAt === null) {
        throw new StorageOutage('The storage service is busy, and many wait for it already.', {
          retryAfterSeconds: busySeconds,
        });
      }
      const response = await next(request);
      pace.answered(sentAt, response.status === 503 || response.status === 429);
      return response;
    },
  };
}

/** Gives a request up that has no whole answer in time; it is not sent again here, whoever asked decides. */
function deadline(ms: number): PipelinePolicy {
  return {
    name: 'deadline',
    async sendRequest(request, next) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), ms);
      request.abortSignal = controller.signal;
      try {
        return await next(request);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

interface Clients {
  readonly service: TableServiceClient;
  readonly tables: Record<TableName, TableClient>;
  readonly queueService: QueueServiceClient;
  readonly queues: Record<QueueName, QueueClient>;
}

async function makeClients(
  settings: StorageSettings,
  options: TableServiceClientOptions,
): Promise<Clients> {
  const queueOptions = { retryOptions: queueRetries };
  if (settings.kind === 'connectionString') {
    const { connectionString } = settings;
    const queueService = QueueServiceClient.fromConnectionString(connectionString, queueOptions);
    return {
      service: TableServiceClient.fromConnectionString(connectionString, options),
      tables: eachTable((name) =>
        TableClient.fromConnectionString(connectionString, name, options),
      ),
      queueService,
      queues: eachQueue((name) => queueService.getQueueClient(name)),
    };
  }
  // Loaded only where an identity is used: it is the slowest package to load.
  const { DefaultAzureCredential } = await import('@azure/identity');
  const { tableUrl, queueUrl, clientId } = settings;
  const credential = new DefaultAzureCredential(
    clientId === null ? {} : { managedIdentityClientId: clientId },
  );
  const queueService = new QueueServiceClient(queueUrl, credential, queueOptions);
  const secure = { ...options, allowInsecureConnection: false };
  return {
    service: new TableServiceClient(tableUrl, credential, secure),
    tables: eachTable((name) => new TableClient(tableUrl, name, credential, secure)),
    queueService,
    queues: eachQueue((name) => queueService.getQueueClient(name)),
  };
}

function eachTable(client: (name: TableName) => TableClient): Clients['tables'] {
  return { licensing: client('licensing'), wakeups: client('wakeups'), vault: client('vault') };
}

function eachQueue(client: (name: QueueName) => QueueClient): Clients['queues'] {
  return {
    retention: client('retention'),
    purges: client('purges'),
    sweeps: client('sweeps'),
    notices: client('notices'),
    jobs: client('jobs'),
  };
}
