import { app } from '@azure/functions';
import { z } from 'zod';
import { application } from '../../lib/http/application.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { linkToRest } from '../../lib/api/list-answer.ts';
import { retentionFilters } from '../../lib/api/retention-input.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'retentionCsv',
  method: 'GET',
  path: 'api/retention.csv',
  summary: 'Everything held as a CSV file; beyond 100,000 rows a Link header leads to the rest.',
  access: 'read',
  params: none,
  query: z.strictObject({ ...retentionFilters, skipToken: paging.skipToken }),
  body: noBody,
  answer: z.string(),
  contentType: 'text/csv',
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, query, request }) => {
    // Needed by nothing else, so a cold start does not load it.
    const { retentionCsv } = await import('../../lib/operations/retention/retention-csv.ts');
    const { service = null, state = null, dueBefore = null, skipToken = null } = query;
    const csv = await retentionCsv(services, call, { service, state, dueBefore, skipToken });
    const headers = {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="retention.csv"',
      ...linkToRest(csv.skipToken, request),
    };
    return { body: csv.text, headers };
  }),
});
