import type { QueueClient } from '@azure/storage-queue';
import { toStorageError } from './azure-errors.ts';
import type { QueueName, Queues } from './queues.ts';

/** Queues of Azure Storage, or of its emulator. */
export class AzureQueues implements Queues {
  readonly #clients: Readonly<Record<QueueName, QueueClient>>;
  readonly #onRequest: () => void;

  constructor(clients: Readonly<Record<QueueName, QueueClient>>, onRequest: () => void) {
    this.#clients = clients;
    this.#onRequest = onRequest;
  }

  async send(queue: QueueName, message: object): Promise<void> {
    // Base64 is what the Functions host reads by default; the SDK does not encode.
    const text = Buffer.from(JSON.stringify(message)).toString('base64');
    this.#onRequest();
    try {
      await this.#clients[queue].sendMessage(text, { messageTimeToLive: neverExpires });
    } catch (error) {
      throw toStorageError(error);
    }
  }
}

const neverExpires = -1;
