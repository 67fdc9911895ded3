import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as sendRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What happens to a request on its way to the storage service. */
export const proxyFaults = [
  'lostBefore',
  'lostAfter',
  'failed',
  'busy',
  'throttled',
  'late',
  'twice',
  'truncated',
  'clipped',
  'stalled',
  'hung',
] as const;
export type ProxyFault = (typeof proxyFaults)[number];

/** What the service says when it does nothing: broken, busy without and throttled with a time to wait. */
const refusals: Partial<Record<ProxyFault, readonly [number, Record<string, string>]>> = {
  failed: [500, {}],
  busy: [503, {}],
  throttled: [429, { 'retry-after': '1' }],
};

interface Upstream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  body: string;
}

/** A proxy before one port of Azurite that does to some requests what a network does. */
export class FaultProxy {
  readonly port: number;
  readonly counts = new Map<ProxyFault, number>();
  target: number;
  /** How long a silent connection stays open at the most. */
  hangMs = 1500;
  #choose: () => ProxyFault | null = () => null;
  #see: (request: SeenRequest) => void = () => undefined;
  readonly #stop: () => Promise<void>;

  private constructor(port: number, target: number, stop: () => Promise<void>) {
    this.port = port;
    this.target = target;
    this.#stop = stop;
  }

  static async start(target: number): Promise<FaultProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const proxy = new FaultProxy(address.port, target, async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      proxy.#pass(request, response).catch(() => response.destroy());
    });
    return proxy;
  }

  /** From now on each request meets what this says; null lets it through. */
  inject(choose: () => ProxyFault | null): void {
    this.#choose = choose;
  }

  /** Is told of each request that comes by. */
  watch(see: (request: SeenRequest) => void): void {
    this.#see = see;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = '', url = '' } = request;
    this.#see({ method, url, body: body.toString() });
    const fault = this.#choose();
    if (fault !== null) this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    if (fault === 'lostBefore') return void response.destroy();
    const refusal = fault === null ? undefined : refusals[fault];
    if (refusal !== undefined) return void response.writeHead(...refusal).end('no');
    if (fault === 'hung') return this.#hang(response);
    if (fault === 'late') await delay(150);
    const answer = await forward(request, body, this.target);
    if (fault === 'twice') await forward(request, body, this.target);
    if (fault === 'lostAfter') return void response.destroy();
    // Cut short without a trace: the length fits.
    if (fault === 'clipped') answer.body = half(answer.body);
    if (fault === 'truncated' || fault === 'stalled')
      return this.#cutShort(response, answer, fault);
    const { status, headers, body: shown } = answer;
    const length = fault === 'clipped' ? { 'content-length': String(shown.length) } : {};
    response.writeHead(status, { ...headers, ...length }).end(shown);
  }

  /** Half an answer, and then nothing more. */
  async #cutShort(response: ServerResponse, answer: Upstream, fault: ProxyFault): Promise<void> {
    const { status, headers, body } = answer;
    response.writeHead(status, { ...headers, 'content-length': String(body.length + 2) });
    response.write(half(body));
    if (fault === 'stalled') await this.#hang(response);
    else response.destroy();
  }

  /** Silence, until one side gives up. */
  async #hang(response: ServerResponse): Promise<void> {
    await Promise.race([once(response, 'close'), delay(this.hangMs, null, { ref: false })]);
    response.destroy();
  }
}

function half(body: Buffer): Buffer {
  return body.subarray(0, body.length / 2);
}

async function forward(request: IncomingMessage, body: Buffer, port: number): Promise<Upstream> {
  const { method, url, headers } = request;
  // The signature covers the path, not the address, and the SDK has set the length.
  const upstream = sendRequest({
    host: '127.0.0.1',
    port,
    method,
    path: url,
    headers: { ...headers, connection: 'close' },
  });
  upstream.end(body);
  const [answer]: IncomingMessage[] = await once(upstream, 'response');
  if (answer === undefined) throw new Error('no answer');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) if (chunk instanceof Buffer) chunks.push(chunk);
  const { connection, 'transfer-encoding': encoding, ...rest } = answer.headers;
  const kept = connection === undefined && encoding === undefined ? answer.headers : rest;
  return { status: answer.statusCode ?? 502, headers: kept, body: Buffer.concat(chunks) };
}
