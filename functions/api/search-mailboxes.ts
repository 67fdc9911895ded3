import { app } from '@azure/functions';
import { z } from 'zod';
import { UserId } from '../../lib/licensing/ids.ts';
import { LeftOutMailbox } from '../../lib/operations/ediscovery/mailboxes.ts';
import {
  maxUsersOfSearch,
  searchMailboxes,
  SearchHit,
} from '../../lib/operations/ediscovery/search-mailboxes.ts';
import { none, paging, uniqueList } from '../../lib/api/inputs.ts';
import { searchedListAnswer, searchedListOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const searchMailboxesRoute = route({
  name: 'searchMailboxes',
  method: 'POST',
  path: 'api/ediscovery/searches',
  summary: 'Search mailboxes for words. Follow nextLink with POST and the same body again.',
  access: 'holds',
  params: none,
  query: z.strictObject({ ...paging }),
  body: z.strictObject({
    query: z.string({ error: 'is the words to search for' }).min(1).max(400),
    userIds: uniqueList(UserId, maxUsersOfSearch, 'user ids').optional(),
  }),
  answer: searchedListOf(SearchHit).extend({ leftOut: z.array(LeftOutMailbox) }),
  handle: async (session, { query, body, request }) => {
    const { top, skipToken = null } = query;
    const { userIds = null } = body;
    const search = { query: body.query, userIds, top, skipToken };
    const found = await searchMailboxes(session, search);
    return { body: { ...searchedListAnswer(found, request), leftOut: found.leftOut } };
  },
});

app.http(searchMailboxesRoute.name, serve(searchMailboxesRoute));
