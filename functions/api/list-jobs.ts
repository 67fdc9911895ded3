import { app } from '@azure/functions';
import { z } from 'zod';
import { listJobs } from '../../lib/operations/jobs/read-jobs.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { JobBody, jobBody } from '../../lib/api/jobs/job-body.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listJobsRoute = route({
  name: 'listJobs',
  method: 'GET',
  path: 'api/jobs',
  summary: 'Jobs with how far each has come, newest first.',
  access: 'read',
  params: none,
  query: z.strictObject(paging),
  body: noBody,
  answer: listOf(JobBody),
  handle: async (session, { query, request }) => {
    const { top, skipToken = null } = query;
    const jobs = await listJobs(session, { top, skipToken });
    return { body: listAnswer({ ...jobs, value: jobs.value.map(jobBody) }, request) };
  },
});

app.http(listJobsRoute.name, serve(listJobsRoute));
