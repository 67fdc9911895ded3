import { app } from '@azure/functions';
import { z } from 'zod';
import { SkuId } from '../../lib/licensing/ids.ts';
import { countUsers, listUsers } from '../../lib/operations/users/lists/list-users.ts';
import { userRow } from '../../lib/operations/users/lists/user-rows.ts';
import { userAnswer } from '../../lib/operations/users/read-users.ts';
import { UserAnswer, UserRow } from '../../lib/operations/engine/answers/shapes.ts';
import {
  hasTopOfView,
  noBody,
  none,
  tooManyForView,
  viewPaging,
  yesNo,
} from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { searchParam, toUserFilter } from '../../lib/api/user-filter-input.ts';

const count = z
  .number()
  .int()
  .nullable()
  .optional()
  .describe('With count=true: how many fit; null where a request can’t look at all of them.');

export const listUsersRoute = route({
  name: 'listUsers',
  method: 'GET',
  path: 'api/users',
  summary:
    'Users of the tenant, also deleted ones that can be restored. A page can be short and still have a nextLink.',
  access: 'read',
  params: none,
  query: z
    .strictObject({
      search: searchParam,
      state: z.enum(['active', 'deleted']).optional(),
      skuId: SkuId.optional(),
      licensed: yesNo.describe('Whether they hold a seat of any product.'),
      enabled: yesNo.describe('Whether they may sign in.'),
      synced: yesNo.describe('Whether they are synced from on premises.'),
      guest: yesNo,
      held: yesNo.describe('Whether data of theirs is held; soonest end first.'),
      onHold: yesNo.describe('Whether a hold is placed on them.'),
      count: yesNo,
      ...viewPaging,
    })
    .refine(hasTopOfView, tooManyForView),
  body: noBody,
  answer: z.union([listOf(UserAnswer).extend({ count }), listOf(UserRow).extend({ count })]),
  handle: async (session, { query, request }) => {
    const { top, skipToken = null, view } = query;
    const filter = toUserFilter(query);
    const page = { top, skipToken };
    const users =
      view === 'list'
        ? await listUsers(session, filter, page, userRow)
        : await listUsers(session, filter, page, (user, catalog) =>
            userAnswer(user, catalog, session.now),
          );
    const counted = query.count === true ? { count: await countUsers(session, filter) } : {};
    return { body: { ...listAnswer<unknown>(users, request), ...counted } };
  },
});

app.http(listUsersRoute.name, serve(listUsersRoute));
