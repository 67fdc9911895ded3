import { app } from '@azure/functions';
import { z } from 'zod';
import { noBody, none } from '../../lib/api/inputs.ts';
import { linkToRest } from '../../lib/api/list-answer.ts';
import { RetentionFileParams, toRetentionFilter } from '../../lib/api/retention-input.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const retentionCsvRoute = route({
  name: 'retentionCsv',
  method: 'GET',
  path: 'api/retention.csv',
  summary: 'Everything held as a CSV file; beyond 100,000 rows a Link header leads to the rest.',
  access: 'read',
  params: none,
  query: RetentionFileParams,
  body: noBody,
  answer: z.string(),
  contentType: 'text/csv',
  handle: async (session, { query, request }) => {
    // Needed by nothing else, so a cold start does not load it.
    const { retentionCsv } = await import('../../lib/operations/retention/retention-csv.ts');
    const csv = await retentionCsv(session, toRetentionFilter(query));
    const headers = {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="retention.csv"',
      ...linkToRest(csv.skipToken, request),
    };
    return { body: csv.text, headers };
  },
});

app.http(retentionCsvRoute.name, serve(retentionCsvRoute));
