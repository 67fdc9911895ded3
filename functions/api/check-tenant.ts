import { app } from '@azure/functions';
import { z } from 'zod';
import { checkTenant, DerivedProblem } from '../../lib/operations/tenant/check-tenant.ts';
import { noBody, none, paging } from '../../lib/api/inputs.ts';
import { listAnswer, listOf } from '../../lib/api/list-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const checkTenantRoute = route({
  name: 'checkTenant',
  method: 'GET',
  path: 'api/tenant/check',
  summary: 'Names the rows that disagree with the user they are derived from.',
  access: 'read',
  params: none,
  query: z.strictObject({ skipToken: paging.skipToken }),
  body: noBody,
  answer: listOf(DerivedProblem),
  handle: async (session, { query, request }) => {
    const found = await checkTenant(session, query.skipToken ?? null);
    return { body: listAnswer(found, request) };
  },
});

app.http(checkTenantRoute.name, serve(checkTenantRoute));
