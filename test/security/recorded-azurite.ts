import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Azurite } from '../../dev/azurite.ts';
import { startAzurite } from '../../dev/azurite.ts';
import { toConnectionString } from '../../dev/azurite/connection-string.ts';
import { readRecord, writeRecord } from '../../dev/azurite/record.ts';

/** What the service's own logs would keep of a request, and the text of a message that was sent. */
export interface Recorded {
  /** URLs, those inside a transaction too. */
  readonly urls: string[];
  readonly messages: { readonly queue: string; readonly text: string }[];
}

/** An Azurite behind something that writes down what a host asks of it, and that can go away. */
export class RecordedAzurite {
  readonly recorded: Recorded = { urls: [], messages: [] };
  /** As a host sees it. */
  readonly seen: Azurite;
  isAway = false;
  readonly #stop: () => Promise<void>;

  private constructor(seen: Azurite, stop: () => Promise<void>) {
    this.seen = seen;
    this.#stop = stop;
  }

  static async start(): Promise<RecordedAzurite> {
    const real = await startAzurite({ memory: true, port: 0 });
    const stateFolder = await mkdtemp(join(tmpdir(), 'unseat-recorded-'));
    const queue = await listen();
    const table = await listen();
    const ports = { ...real.ports, queue: queue.port, table: table.port };
    const seen = { ...real, ports, stateFolder, connectionString: toConnectionString(ports) };
    const azurite = new RecordedAzurite(seen, async () => {
      await Promise.all([queue.stop(), table.stop()]);
      await real.stop();
      await rm(stateFolder, { recursive: true, force: true });
    });
    queue.server.on('request', azurite.#passTo(real.ports.queue));
    table.server.on('request', azurite.#passTo(real.ports.table));
    const record = readRecord(real.stateFolder);
    if (record === undefined) throw new Error('Azurite has left no record');
    writeRecord(stateFolder, { ...record, ports, hosts: [process.pid] });
    return azurite;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  #passTo(port: number) {
    return (request: IncomingMessage, response: ServerResponse): void => {
      this.#pass(port, request, response).catch(() => response.destroy());
    };
  }

  async #pass(port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    if (this.isAway) return void response.destroy();
    this.#record(request, body.toString());
    const { method, url, headers } = request;
    const upstream = sendRequest({ host: '127.0.0.1', port, method, path: url, headers });
    upstream.end(body);
    const [answer]: IncomingMessage[] = await once(upstream, 'response');
    if (answer === undefined) throw new Error('no answer');
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.end(await bytesOf(answer));
  }

  #record({ method, url = '' }: IncomingMessage, body: string): void {
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

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (chunk instanceof Buffer) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function listen() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { server, port: address.port, stop };
}
