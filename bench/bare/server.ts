import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { exitWithParent } from '../../dev/exit-with-parent.ts';
import { createHostLog } from '../../dev/host/host-log.ts';
import { QueueListener } from '../../dev/host/queue/queue-listener.ts';
import type { Given } from './answer.ts';
import { Replayer } from './answer.ts';
import { queueSettings } from './host-settings.ts';
import { rawClients } from './raw-clients.ts';

exitWithParent();
const [, , file = ''] = process.argv;
const given: Given = JSON.parse(readFileSync(file, 'utf8'));
const clients = rawClients(given.connectionString, 'bare');
const replayer = new Replayer(clients, given.plans);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = decodeURIComponent((request.url ?? '').slice(1));
  const text = await replayer.answer(name, await json(request));
  const length = Buffer.byteLength(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
  response.end(text);
}

/** Received and deleted as the host of the app does it. */
const listener = new QueueListener(
  {
    queue: clients.queues.retention,
    poison: null,
    settings: queueSettings,
    leaseSeconds: 600,
    leases: new Set(),
    log: createHostLog(),
    run: ({ data }) => replayer.consume(JSON.parse('string' in data ? data.string : '')),
    onHandled: () => undefined,
  },
  queueSettings.maxPollingInterval,
);

const server = createServer((request, response) => {
  answer(request, response)
    // A message may be there: the host of the app is told of one that was sent, too.
    .then(() => listener.nudge())
    .catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  listener.start();
  console.log(`listening on http://127.0.0.1:${port}`);
});
