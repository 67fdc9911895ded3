import type { QueueClient } from '@azure/storage-queue';
import { toStorageError } from './azure-errors.ts';
import type { ConnectOptions } from './connect.ts';
import type { QueueName, Queues } from './queues.ts';

/** Queues of Azure Storage, or of its emulator. */
export class AzureQueues implements Queues {
  readonly #clients: Readonly<Record<QueueName, QueueClient>>;
  readonly #options: Required<ConnectOptions>;

  constructor(
    clients: Readonly<Record<QueueName, QueueClient>>,
    options: Required<ConnectOptions>,
  ) {
    this.#clients = clients;
    this.#options = options;
  }

  async send(queue: QueueName, message: object): Promise<void> {
    // Base64 is what the Functions host reads by default; the SDK does not encode.
    const text = Buffer.from(JSON.stringify(message)).toString('base64');
    const { onRequest, timeoutMs } = this.#options;
    onRequest();
    try {
      await this.#clients[queue].sendMessage(text, {
        messageTimeToLive: neverExpires,
        abortSignal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw toStorageError(error);
    }
  }
}

const neverExpires = -1;
