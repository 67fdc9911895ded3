import { app } from '@azure/functions';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import { TenantAnswer } from '../../lib/operations/engine/shapes.ts';
import { refuseOtherCloud, TenantInput } from '../../lib/api/tenant-input.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'putTenant',
  method: 'PUT',
  path: 'api/tenant',
  summary: 'Set up the tenant of the token, or change its settings.',
  access: 'tenant',
  params: none,
  query: DryRun,
  body: TenantInput,
  answer: TenantAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, principal, body }) => {
    refuseOtherCloud(principal, body.cloud);
    return { body: await putTenant(services, call, body) };
  }),
});
