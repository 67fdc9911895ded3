import type { DequeuedMessageItem } from '@azure/storage-queue';
import { Wakeable } from '../wakeable.ts';
import { handleMessage, type MessageParts } from './handle-message.ts';
import { statusCodeOf } from './status-code.ts';

const shortestPause = 100;

/** Receives the messages of one queue function, at most batchSize + newBatchThreshold at a time. */
export class QueueListener {
  readonly #parts: MessageParts;
  readonly #longestPause: number;
  readonly #running = new Set<Promise<void>>();
  readonly #idle = new Wakeable();
  #state: 'running' | 'held' | 'stopped' = 'running';
  #pause = shortestPause;
  #receiving = false;
  #unreachable = false;
  #mustCreate = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(parts: MessageParts, longestPause: number) {
    this.#parts = parts;
    this.#longestPause = longestPause;
  }

  get queue() {
    return this.#parts.queue;
  }

  get isBusy(): boolean {
    return this.#receiving || this.#running.size > 0;
  }

  start(): void {
    this.#loop = this.#poll();
  }

  /** Looks again at once: something may have been queued. */
  nudge(): void {
    this.#pause = shortestPause;
    this.#idle.wake();
  }

  /** Receives nothing more until `resume`; what is running goes on. */
  hold(): void {
    if (this.#state === 'running') this.#state = 'held';
  }

  resume(): void {
    if (this.#state === 'held') this.#state = 'running';
    this.nudge();
  }

  /** Ends once everything received is done, or given back to the queue when that takes longer than `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    this.#state = 'stopped';
    this.#idle.wake();
    await this.#loop;
    const limit = new Wakeable();
    await Promise.race([
      Promise.allSettled(this.#running).then(() => limit.wake()),
      limit.pause(limitMs),
    ]);
    await Promise.allSettled([...this.#parts.leases].map((lease) => lease.release()));
  }

  async #poll(): Promise<void> {
    while (this.#state !== 'stopped') {
      if (this.#state === 'held' || this.#running.size > this.#parts.settings.newBatchThreshold) {
        await this.#idle.pause(1000);
        continue;
      }
      const messages = await this.#receive();
      for (const message of messages) await this.#begin(message);
      if (messages.length > 0) {
        this.#pause = shortestPause;
      } else if (this.#isPolling()) {
        await this.#idle.pause(this.#pause);
        this.#pause = Math.min(this.#pause * 2, this.#longestPause);
      }
    }
  }

  #isPolling(): boolean {
    return this.#state !== 'stopped';
  }

  async #receive(): Promise<DequeuedMessageItem[]> {
    this.#receiving = true;
    try {
      if (this.#mustCreate) await this.queue.createIfNotExists();
      this.#mustCreate = false;
      const { receivedMessageItems } = await this.queue.receiveMessages({
        numberOfMessages: this.#parts.settings.batchSize,
        visibilityTimeout: this.#parts.leaseSeconds,
      });
      this.#unreachable = false;
      return receivedMessageItems;
    } catch (error) {
      this.#onReceiveError(error);
      return [];
    } finally {
      this.#receiving = false;
    }
  }

  #onReceiveError(error: unknown): void {
    if (statusCodeOf(error) === 404) {
      this.#mustCreate = true;
    } else if (!this.#unreachable) {
      this.#unreachable = true;
      this.#parts.log.problem(`The queue ${this.queue.name} can't be read, trying on.`, error);
    }
  }

  /** A message that came while the host was told to stop goes back: nobody would run it. */
  async #begin(message: DequeuedMessageItem): Promise<void> {
    if (this.#state === 'stopped') {
      await this.queue
        .updateMessage(message.messageId, message.popReceipt, undefined, 0)
        .catch(() => {});
      return;
    }
    const running = handleMessage(this.#parts, message)
      .catch((error: unknown) => this.#parts.log.problem(`${this.queue.name}:`, error))
      .finally(() => {
        this.#running.delete(running);
        if (this.#running.size <= this.#parts.settings.newBatchThreshold) this.#idle.wake();
      });
    this.#running.add(running);
  }
}
