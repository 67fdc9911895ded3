import { app } from '@azure/functions';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { TenantAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { readTenant } from '../../lib/operations/tenant/read-tenant.ts';

export const getTenantRoute = route({
  name: 'getTenant',
  method: 'GET',
  path: 'api/tenant',
  summary: 'The settings of the tenant.',
  access: 'read',
  params: none,
  query: none,
  body: noBody,
  answer: TenantAnswer,
  handle: async (session) => ({ body: await readTenant(session) }),
});

app.http(getTenantRoute.name, serve(getTenantRoute));
