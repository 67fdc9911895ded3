import { app } from '@azure/functions';
import { ImportRequest, importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import { ImportAnswer } from '../../lib/operations/engine/shapes.ts';
import { application } from '../../lib/http/application.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import { defineRoute } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

const route = defineRoute({
  name: 'importTenant',
  method: 'POST',
  path: 'api/tenant/import',
  summary: 'Take in one part of a tenant’s dump.',
  access: 'tenant',
  params: none,
  query: DryRun,
  body: ImportRequest,
  answer: ImportAnswer,
});

app.http(route.name, {
  methods: [route.method],
  route: route.path,
  authLevel: 'anonymous',
  handler: serve(application, route, (services) => async ({ call, body }) => ({
    body: await importTenant(services, call, body),
  })),
});
