import { app } from '@azure/functions';
import { z } from 'zod';
import {
  listUndelivered,
  UndeliveredNotice,
} from '../../lib/operations/notices/undelivered-notices.ts';
import { application } from '../../lib/http/application.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'listUndelivered',
  method: 'GET',
  path: 'api/notices/undelivered',
  summary: 'Notices of the last 30 days whose receiver did not take them, newest first.',
  access: 'read',
  params: none,
  query: z.strictObject({ ...paging }),
  body: noBody,
  answer: listOf(UndeliveredNotice),
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, query, request }) => {
    const { top, skipToken = null } = query;
    return {
      body: listAnswer(await listUndelivered(services, call, { top, skipToken }), request),
    };
  }),
});
