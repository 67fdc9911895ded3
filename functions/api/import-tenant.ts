import { app } from '@azure/functions';
import { ImportRequest, importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import { ImportAnswer } from '../../lib/operations/engine/shapes.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const importTenantRoute = route({
  name: 'importTenant',
  method: 'POST',
  path: 'api/tenant/import',
  summary: 'Take in one part of a tenant’s dump.',
  access: 'tenant',
  params: none,
  query: DryRun,
  body: ImportRequest,
  answer: ImportAnswer,
  handle: async (session, { body }) => ({
    body: await importTenant(session, session, body),
  }),
});

app.http(importTenantRoute.name, serve(importTenantRoute));
