import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { LocalHostError } from '../../local-host-error.ts';

export interface Listener {
  readonly port: number;
  readonly url: string;
  /** Until this is called, requests are answered 503: the port has to be known before the app loads. */
  serve(handler: RequestListener): void;
  close(limitMs: number): Promise<void>;
}

export interface LaterListener extends Listener {
  open(): Promise<void>;
}

export async function listen(port: number): Promise<Listener> {
  const { server, ...listener } = createListener();
  await open(server, port);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on TCP
  return { ...listener, ...addressOf((server.address() as AddressInfo).port) };
}

/** Listens once its turn has come, on a port that somebody else may still have. */
export function listenLater(port: number): LaterListener {
  const { server, ...listener } = createListener();
  return { ...listener, ...addressOf(port), open: () => open(server, port) };
}

function addressOf(port: number): Pick<Listener, 'port' | 'url'> {
  return { port, url: `http://localhost:${port}` };
}

function createListener(): Pick<Listener, 'serve' | 'close'> & { readonly server: Server } {
  let handler: RequestListener = answerNotYet;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handler(request, response);
  });
  return {
    server,
    serve: (next) => {
      handler = next;
    },
    close: (limitMs) => close(server, limitMs),
  };
}

const answerNotYet: RequestListener = (_, response) => {
  response.writeHead(503, { 'retry-after': '1', 'content-length': '0' }).end();
};

async function open(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new LocalHostError(await explainTaken(port));
    if (code === 'EACCES') {
      throw new LocalHostError(
        `Port ${port} needs special rights. Choose another one: --port 7072`,
      );
    }
    throw error;
  }
}

async function close(server: Server, limitMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection becomes idle, and stays open, each time an answer is through.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const limit = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearInterval(idle);
  clearTimeout(limit);
}

const Status = z.object({ processId: z.number() });

async function explainTaken(port: number): Promise<string> {
  const option = `Stop it, or choose another port: npm start -- --port ${port + 1}`;
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/admin/host/status`, {
      signal: AbortSignal.timeout(30_000),
    });
    const { processId } = Status.parse(await answer.json());
    return `Port ${port} is taken by another local host (process ${processId}). ${option}`;
  } catch {
    return `Port ${port} is taken by another program. ${option}`;
  }
}
