import { once } from 'node:events';
import { createServer } from 'node:http';

/** Takes notices on loopback and keeps what was sent. */
export async function startReceiver(): Promise<{
  readonly url: string;
  readonly bodies: readonly string[];
  readonly stop: () => Promise<void>;
}> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      bodies.push(body);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/notices`,
    bodies,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
