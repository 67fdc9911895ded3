import { app } from '@azure/functions';
import { z } from 'zod';
import { OperationId } from '../../lib/licensing/ids.ts';
import { UserResult } from '../../lib/operations/engine/answers/result.ts';
import { listJobResults } from '../../lib/operations/jobs/read-jobs.ts';
import { mostOnPage, noBody, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { resultBody, UserResultBody } from '../../lib/api/operation-body.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const fewest = 20;
const isBetween = `is a number from ${fewest} to ${mostOnPage}`;

export const listJobResultsRoute = route({
  name: 'listJobResults',
  method: 'GET',
  path: 'api/jobs/{jobId}/results',
  summary: 'What came of the users of a job, in the order they were named, as far as it has come.',
  access: 'read',
  params: z.strictObject({ jobId: OperationId }),
  query: z.strictObject({
    ...paging,
    status: UserResult.shape.status.optional(),
    top: z.coerce
      .number({ error: isBetween })
      .int(isBetween)
      .min(fewest, isBetween)
      .max(mostOnPage, isBetween)
      .default(100),
  }),
  body: noBody,
  answer: listOf(UserResultBody),
  handle: async (session, { params, query, request }) => {
    const { status = null, top, skipToken = null } = query;
    const results = await listJobResults(session, params.jobId, { status, top, skipToken });
    return { body: listAnswer({ ...results, value: results.value.map(resultBody) }, request) };
  },
});

app.http(listJobResultsRoute.name, serve(listJobResultsRoute));
