import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

const channel = 'http.client.request.start';

/**
 * Knows which messages this process has put away for a while, because no queue operation shows an invisible message.
 * It listens to what node:http sends, so it sees what the app sends as well as what the host returns after a failure.
 */
export class DelayedSends {
  readonly #visibleAt = new Map<string, number>();
  readonly #onRequest: (message: unknown) => void;
  readonly #shorterThanMs: number;

  constructor(shorterThanMs: number) {
    this.#shorterThanMs = shorterThanMs;
    this.#onRequest = (message) => {
      const request = toClientRequest(message);
      if (request?.path.includes('visibilitytimeout=')) this.#note(request.method, request.path);
    };
    subscribe(channel, this.#onRequest);
  }

  /** Whether a message of the queue becomes visible within the time given to the constructor. */
  isWaiting(queueName: string): boolean {
    return (this.#visibleAt.get(queueName) ?? 0) > Date.now();
  }

  stop(): void {
    unsubscribe(channel, this.#onRequest);
  }

  #note(method: string, path: string): void {
    const [, queueName] = /\/([^/]+)\/messages(?:\/|\?)/.exec(path) ?? [];
    const delay = Number(/[?&]visibilitytimeout=(\d+)/.exec(path)?.[1] ?? 0) * 1000;
    if (method === 'GET' || queueName === undefined || delay >= this.#shorterThanMs) return;
    const until = Date.now() + delay;
    this.#visibleAt.set(queueName, Math.max(until, this.#visibleAt.get(queueName) ?? 0));
  }
}

function toClientRequest(message: unknown): ClientRequest | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape Node documents for this channel
  return (message as { request?: ClientRequest }).request;
}
