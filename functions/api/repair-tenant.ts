import { app } from '@azure/functions';
import { z } from 'zod';
import {
  RepairAnswer,
  repairTenant,
  RowToRepair,
} from '../../lib/operations/tenant/repair-tenant.ts';
import { DryRun, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';

export const repairTenantRoute = route({
  name: 'repairTenant',
  method: 'POST',
  path: 'api/tenant/repair',
  summary:
    'Write rows anew that disagree with the user they are derived from, as api/tenant/check names them.',
  access: 'tenant',
  params: none,
  query: DryRun,
  body: z.strictObject({ rows: z.array(RowToRepair).min(1).max(20) }),
  answer: RepairAnswer,
  handle: async (session, { body }) => ({
    body: await repairTenant(session, body.rows),
  }),
});

app.http(repairTenantRoute.name, serve(repairTenantRoute));
