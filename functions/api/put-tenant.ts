import { app } from '@azure/functions';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import { TenantAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import { refuseOtherCloud, TenantInput } from '../../lib/api/tenant-input.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const putTenantRoute = route({
  name: 'putTenant',
  method: 'PUT',
  path: 'api/tenant',
  summary: 'Set up the tenant of the token, or change its settings.',
  access: 'tenant',
  needsTenant: false,
  params: none,
  query: DryRun,
  body: TenantInput,
  answer: TenantAnswer,
  handle: async (session, { principal, body }) => {
    refuseOtherCloud(principal, body.cloud);
    return { body: await putTenant(session, body) };
  },
});

app.http(putTenantRoute.name, serve(putTenantRoute));
