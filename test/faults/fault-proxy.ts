import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as sendRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What happens to a request on its way to the storage service. */
export type ProxyFault = 'lostBefore' | 'lostAfter' | 'busy' | 'throttled' | 'late' | 'twice';

export const proxyFaults: readonly ProxyFault[] = [
  'lostBefore',
  'lostAfter',
  'busy',
  'throttled',
  'late',
  'twice',
];

interface Upstream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A proxy before one port of Azurite that does to some requests what a network does. */
export class FaultProxy {
  readonly port: number;
  readonly counts = new Map<ProxyFault, number>();
  target: number;
  #choose: () => ProxyFault | null = () => null;
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

  stop(): Promise<void> {
    return this.#stop();
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const fault = this.#choose();
    if (fault !== null) this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    if (fault === 'lostBefore') return void response.destroy();
    if (fault === 'busy' || fault === 'throttled') return refuse(response, fault);
    if (fault === 'late') await delay(300);
    const answer = await forward(request, body, this.target);
    if (fault === 'twice') await forward(request, body, this.target);
    if (fault === 'lostAfter') return void response.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }
}

function refuse(response: ServerResponse, fault: 'busy' | 'throttled'): void {
  response.writeHead(fault === 'busy' ? 503 : 429, { 'content-type': 'text/plain' });
  response.end('busy');
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
