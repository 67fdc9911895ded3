import { app } from '@azure/functions';
import { onMessage } from '../../lib/http/on-message.ts';
import { JobMessage } from '../../lib/messages/jobs.ts';
import { reportJob } from '../../lib/operations/jobs/report-job.ts';

/** Says which job could not go on. Its wake-up stays: the next sweep sends it on. */
const handler = onMessage('jobs-poison', JobMessage, reportJob);

app.storageQueue('reportJob', handler);
