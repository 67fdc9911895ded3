import { app } from '@azure/functions';
import { z } from 'zod';
import { listNotices, NoticeAnswer } from '../../lib/operations/notices/list-notices.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listUndeliveredRoute = route({
  name: 'listUndelivered',
  method: 'GET',
  path: 'api/notices/undelivered',
  summary: 'Notices of the last 30 days whose receiver did not take them, newest first.',
  access: 'read',
  params: none,
  query: z.strictObject({ ...paging }),
  body: noBody,
  answer: listOf(NoticeAnswer),
  handle: async (session, { query, request }) => {
    const { top, skipToken = null } = query;
    const all = { userId: null, from: null, to: null } as const;
    const notices = await listNotices(session, { delivery: 'undelivered', ...all, top, skipToken });
    return { body: listAnswer(notices, request) };
  },
});

app.http(listUndeliveredRoute.name, serve(listUndeliveredRoute));
