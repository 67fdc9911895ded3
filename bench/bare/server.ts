import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { exitWithParent } from '../../dev/exit-with-parent.ts';
import { createHostLog } from '../../dev/host/host-log.ts';
import { QueueListener } from '../../dev/host/queue/queue-listener.ts';
import { rawClients } from './raw-clients.ts';
import { replay } from './replay.ts';
import type { Plan, ScriptedWrite } from './script.ts';

/** What every path is measured against: `node:http` and the SDKs, without a rule, a schema or a token. */
export interface Given {
  readonly connectionString: string;
  readonly plans: Readonly<Record<string, Plan>>;
}

const Asked = z.object({
  users: z.array(z.object({ userId: z.string(), nameKey: z.string() })),
});
const Sent = z.object({ plan: z.string(), operationId: z.string() });

exitWithParent();
const [, , file = ''] = process.argv;
const given: Given = JSON.parse(readFileSync(file, 'utf8'));
const clients = rawClients(given.connectionString, 'bare');

function planOf(name: string): Plan {
  const plan = given.plans[name];
  if (plan === undefined) throw new Error(`There is no plan '${name}'.`);
  return plan;
}

/** Those who take a seat of one product go one after the other, as the app's do: at once all but one would be refused. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<Answer>({ request }: Plan, work: () => Promise<Answer>): Promise<Answer> {
  const takesSeat = request
    .flat()
    .some((step) => step.kind === 'submit' && step.writes.some(isSeatBase));
  if (!takesSeat) return work();
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}

function isSeatBase({ kind, key }: ScriptedWrite): boolean {
  return kind === 'replace' && key.startsWith('S~');
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const plan = planOf(decodeURIComponent((request.url ?? '').slice(1)));
  const { users } = Asked.parse(await json(request));
  const operationId = randomUUID().replaceAll('-', '');
  const read = await inTurn(plan, () => replay(clients, plan.request, { users, operationId }));
  const text = JSON.stringify(read ?? { operationId });
  const length = Buffer.byteLength(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
  response.end(text);
}

/** Received and deleted as the host of the app does it. */
const listener = new QueueListener(
  {
    queue: clients.queues.retention,
    poison: null,
    settings: {
      batchSize: 16,
      newBatchThreshold: 8,
      maxDequeueCount: 5,
      visibilityTimeout: 30_000,
      maxPollingInterval: 2000,
      messageEncoding: 'base64',
    },
    leaseSeconds: 600,
    leases: new Set(),
    log: createHostLog(),
    run: async ({ data }) => {
      const { plan, operationId } = Sent.parse(JSON.parse('string' in data ? data.string : ''));
      await replay(clients, planOf(plan).message, { users: [], operationId });
    },
    onHandled: () => undefined,
  },
  2000,
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
