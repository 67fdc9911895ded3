import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { listNotices, NoticeAnswer } from '../../lib/operations/notices/list-notices.ts';
import { instantParam, noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const listNoticesRoute = route({
  name: 'listNotices',
  method: 'GET',
  path: 'api/notices',
  summary:
    'Notices of the last 30 days, newest first, and whether they were taken: about one user, between two instants.',
  access: 'read',
  params: none,
  query: z
    .strictObject({
      delivery: NoticeAnswer.shape.delivery.optional(),
      userId: UserId.optional(),
      from: instantParam.optional(),
      to: instantParam.optional(),
      ...paging,
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
      path: ['to'],
      error: 'is not after from',
    }),
  body: noBody,
  answer: listOf(NoticeAnswer),
  handle: async (session, { query, request }) => {
    const { delivery = null, userId = null, from = null, to = null } = query;
    const { top, skipToken = null } = query;
    const asked = { delivery, userId, from, to, top, skipToken };
    return { body: listAnswer(await listNotices(session, asked), request) };
  },
});

app.http(listNoticesRoute.name, serve(listNoticesRoute));
