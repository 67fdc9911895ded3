import { app } from '@azure/functions';
import { z } from 'zod';
import { OperationId } from '../../lib/licensing/ids.ts';
import { readJobById } from '../../lib/operations/jobs/read-jobs.ts';
import { noBody, none } from '../../lib/api/inputs.ts';
import { JobBody, jobBody, progressHeaders } from '../../lib/api/jobs/job-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const getJobRoute = route({
  name: 'getJob',
  method: 'GET',
  path: 'api/jobs/{jobId}',
  summary: 'How far a job has come.',
  access: 'read',
  params: z.strictObject({ jobId: OperationId }),
  query: none,
  body: noBody,
  answer: JobBody,
  handle: async (session, { params }) => {
    const job = await readJobById(session, params.jobId);
    return { body: jobBody(job), headers: progressHeaders(job) };
  },
});

app.http(getJobRoute.name, serve(getJobRoute));
