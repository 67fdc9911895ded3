import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { JobMessage } from '../../lib/messages/jobs.ts';
import { runJob } from '../../lib/operations/jobs/run-job.ts';

/** Does a little of a job, and sends the rest on. */
const handler = onMessage('jobs', JobMessage, (services, message) =>
  runJob(services, message, services.clock()),
);

app.storageQueue('goOnWithJob', handler);
