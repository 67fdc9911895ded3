import { app } from '@azure/functions';
import { z } from 'zod';
import { OperationId } from '../../lib/licensing/ids.ts';
import { cancelJob } from '../../lib/operations/jobs/cancel-job.ts';
import { DryRun, noBody } from '../../lib/api/inputs.ts';
import { JobBody, jobBody } from '../../lib/api/jobs/job-body.ts';
import { refuseJob } from '../../lib/api/jobs/job-rights.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const cancelJobRoute = route({
  name: 'cancelJob',
  method: 'POST',
  path: 'api/jobs/{jobId}/cancel',
  summary:
    'End a job before its time: what is done stays done, for an undo to take back. One that has ended stays as it is.',
  access: 'ofJob',
  params: z.strictObject({ jobId: OperationId }),
  query: DryRun,
  body: noBody,
  answer: JobBody,
  handle: async (session, { params, principal }) => ({
    body: jobBody(
      await cancelJob(session, params.jobId, ({ action }) => refuseJob(principal, action)),
    ),
  }),
});

app.http(cancelJobRoute.name, serve(cancelJobRoute));
