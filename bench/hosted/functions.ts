import { app } from '@azure/functions';
import { readFileSync } from 'node:fs';
import type { Given } from '../bare/answer.ts';
import { Replayer } from '../bare/answer.ts';
import { rawClients } from '../bare/raw-clients.ts';

/** The bare server as a Functions app: what it takes longer, host and library take. */
const given: Given = JSON.parse(readFileSync(process.env['BENCH_PLANS'] ?? '', 'utf8'));
const replayer = new Replayer(rawClients(given.connectionString, 'hosted'), given.plans);

app.http('replay', {
  methods: ['POST'],
  route: 'replay/{name}',
  authLevel: 'anonymous',
  handler: async (request) => ({
    body: await replayer.answer(request.params['name'] ?? '', await request.json()),
    headers: { 'content-type': 'application/json' },
  }),
});

app.storageQueue('consume', {
  queueName: 'hostedretention',
  connection: 'AzureWebJobsStorage',
  handler: (message) => replayer.consume(message),
});
