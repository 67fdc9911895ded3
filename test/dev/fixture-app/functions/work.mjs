import { setTimeout as delay } from 'node:timers/promises';
import { app } from '@azure/functions';
import { QueueServiceClient } from '@azure/storage-queue';

// What the functions have seen, for the tests to read.
const seen = { jobs: [], purges: 0, sweeps: [], running: 0, mostRunning: 0 };
const queue = (name) =>
  QueueServiceClient.fromConnectionString(process.env.AzureWebJobsStorage).getQueueClient(name);
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64');

app.http('seen', { methods: ['GET'], route: 'api/seen', handler: () => ({ jsonBody: seen }) });

app.http('enqueue', {
  methods: ['POST'],
  route: 'api/enqueue',
  handler: async (request) => {
    const { delay: visibilityTimeout = 0, ...job } = await request.json();
    await queue('jobs').sendMessage(encode(job), { visibilityTimeout });
    return { status: 202 };
  },
});

app.storageQueue('work', {
  queueName: '%JOBS_QUEUE%',
  connection: 'AzureWebJobsStorage',
  handler: async (job, context) => {
    seen.running += 1;
    seen.mostRunning = Math.max(seen.mostRunning, seen.running);
    try {
      seen.jobs.push({ job, metadata: context.triggerMetadata });
      context.log('working');
      if (job.ms) await delay(job.ms);
      if (job.fails > 0 && context.triggerMetadata.dequeueCount <= job.fails)
        throw new Error('not yet');
      if (job.again) await queue('jobs').sendMessage(encode(job));
    } finally {
      seen.running -= 1;
    }
  },
});

app.storageQueue('purge', {
  queueName: 'purges',
  connection: 'AzureWebJobsStorage',
  handler: () => {
    seen.purges += 1;
  },
});

app.timer('sweep', {
  schedule: '%SWEEP_SCHEDULE%',
  handler: async (timer) => {
    seen.sweeps.push({ at: new Date().toISOString(), ...timer });
    await queue('purges').sendMessage(encode({ one: 1 }));
    await queue('purges').sendMessage(encode({ two: 2 }));
  },
});
