import { app } from '@azure/functions';
import { z } from 'zod';
import { acceptJob, foreseeJob } from '../../lib/operations/jobs/accept-job.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import {
  AcceptedBody,
  acceptedBody,
  acceptedHeaders,
  ForeseenBody,
} from '../../lib/api/jobs/job-body.ts';
import { JobInput, jobRequest } from '../../lib/api/jobs/job-input.ts';
import { refuseJob } from '../../lib/api/jobs/job-rights.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const createJobRoute = route({
  name: 'createJob',
  method: 'POST',
  path: 'api/jobs',
  summary:
    'Do the same to up to 10,000 users: accepted at once, done by and by. A dry run says the sums.',
  access: 'ofJob',
  params: none,
  query: DryRun,
  body: JobInput,
  answer: z.union([AcceptedBody, ForeseenBody]),
  accepts: true,
  handle: async (session, { body, principal }) => {
    const asked = jobRequest(body);
    refuseJob(principal, asked.action);
    if (session.isDryRun) {
      const sums = await foreseeJob(session, asked);
      const { now: at } = session;
      return { body: { jobId: null, action: asked.action.kind, at, dryRun: true, ...sums } };
    }
    const accepted = await acceptJob(session, asked);
    return { status: 202, body: acceptedBody(accepted), headers: acceptedHeaders(accepted) };
  },
});

app.http(createJobRoute.name, serve(createJobRoute));
