import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';

/** Keeps a received message invisible while its function runs: renewed at half-time, which changes the pop receipt. */
export class Lease {
  #popReceipt: string;
  #renewal: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;
  readonly #queue: QueueClient;
  readonly #messageId: string;

  constructor(queue: QueueClient, message: DequeuedMessageItem, seconds: number) {
    this.#queue = queue;
    this.#messageId = message.messageId;
    this.#popReceipt = message.popReceipt;
    this.#timer = setInterval(() => {
      this.#renewal = this.#renew(seconds);
    }, seconds * 500);
  }

  /** Ends the renewals and answers the receipt that is valid now. */
  async end(): Promise<string> {
    clearInterval(this.#timer);
    await this.#renewal;
    return this.#popReceipt;
  }

  /** Gives the message back at once, for another worker. */
  async release(): Promise<void> {
    await this.#queue.updateMessage(this.#messageId, await this.end(), undefined, 0);
  }

  async #renew(seconds: number): Promise<void> {
    try {
      const renewed = await this.#queue.updateMessage(
        this.#messageId,
        this.#popReceipt,
        undefined,
        seconds,
      );
      this.#popReceipt = renewed.popReceipt ?? this.#popReceipt;
    } catch {
      // Lost to another worker or not reachable: what is done with the receipt at the end will say so.
    }
  }
}
