import { app } from '@azure/functions';
import { putTenant } from '../lib/operations/put-tenant.ts';
import { TenantAnswer } from '../lib/operations/shapes.ts';
import { refuseOtherCloud, TenantInput } from '../lib/http/tenant-input.ts';
import { application } from '../lib/http/application.ts';
import { DryRun, none } from '../lib/http/inputs.ts';
import { defineRoute } from '../lib/http/route.ts';
import { serve } from '../lib/http/serve.ts';

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
