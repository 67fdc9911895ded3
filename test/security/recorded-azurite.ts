import type { Azurite } from '../../dev/azurite.ts';
import type { SeenRequest } from '../faults/fault-proxy.ts';
import { ProxiedAzurite } from '../faults/proxied-azurite.ts';

/** What the service's own logs would keep of a request, and the text of a message that was sent. */
export interface Recorded {
  /** URLs, those inside a transaction too. */
  readonly urls: string[];
  readonly messages: { readonly queue: string; readonly text: string }[];
}

/** An Azurite behind something that writes down what a host asks of it, and that can go away. */
export class RecordedAzurite {
  readonly recorded: Recorded = { urls: [], messages: [] };
  isAway = false;
  readonly #proxied: ProxiedAzurite;

  private constructor(proxied: ProxiedAzurite) {
    this.#proxied = proxied;
    proxied.inject(() => (this.isAway ? 'lostBefore' : null));
    for (const proxy of proxied.proxies) proxy.watch((request) => this.#record(request));
  }

  static async start(): Promise<RecordedAzurite> {
    return new RecordedAzurite(await ProxiedAzurite.start());
  }

  /** As a host sees it. */
  get seen(): Azurite {
    return this.#proxied.seen;
  }

  stop(): Promise<void> {
    return this.#proxied.stop();
  }

  #record({ method, url, body }: SeenRequest): void {
    this.recorded.urls.push(url);
    const inside = body.matchAll(/^(?:GET|POST|PUT|PATCH|MERGE|DELETE) (http\S+) HTTP/gm);
    for (const [, address] of inside) if (address !== undefined) this.recorded.urls.push(address);
    const encoded = /<MessageText>([^<]*)</.exec(body)?.[1];
    if (method !== 'POST' || encoded === undefined) return;
    const queue = url.split('/')[2] ?? '';
    const text = Buffer.from(encoded, 'base64').toString();
    this.recorded.messages.push({ queue, text });
  }
}
