import { app } from '@azure/functions';
import { ImportRequest, importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import { ImportAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { checkTenant } from '../../lib/http/open-session.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const importTenantRoute = route({
  name: 'importTenant',
  method: 'POST',
  path: 'api/tenant/import',
  summary: 'Take in one part of a tenant’s dump.',
  access: 'tenant',
  needsTenant: false,
  params: none,
  query: DryRun,
  body: ImportRequest,
  answer: ImportAnswer,
  handle: async (session, { principal, body }) => {
    // An organization is what a tenant is set up with; every other part needs one.
    if (body.kind !== 'organization') await checkTenant(session, principal);
    return { body: await importTenant(session, body) };
  },
});

app.http(importTenantRoute.name, serve(importTenantRoute));
